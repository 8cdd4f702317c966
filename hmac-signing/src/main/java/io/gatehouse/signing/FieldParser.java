package io.gatehouse.signing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one field value from left to right (RFC 9651 §4.2). */
final class FieldParser {
  private final Cursor cursor;
  private final StructuredFields.Duplicates duplicates;
  private final BareItemParser values;

  FieldParser(String text, StructuredFields.Duplicates duplicates) {
    this.cursor = new Cursor(text);
    this.duplicates = duplicates;
    this.values = new BareItemParser(cursor);
  }

  Dictionary dictionary() throws MalformedField {
    var members = new LinkedHashMap<String, Member>();
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
      var key = key();
      put(members, key, cursor.peek() == '=' ? valueAfterEquals() : presence());
      nextMember();
    }
    return new Dictionary(members);
  }

  List<Member> list() throws MalformedField {
    var members = new ArrayList<Member>();
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
      members.add(member());
      nextMember();
    }
    return List.copyOf(members);
  }

  Member.Item onlyItem() throws MalformedField {
    cursor.skipSpaces();
    var item = item();
    cursor.skipSpaces();
    if (!cursor.atEnd()) {
      throw new MalformedField("text after the value");
    }
    return item;
  }

  private Member valueAfterEquals() throws MalformedField {
    cursor.next();
    return member();
  }

  private Member.Item presence() throws MalformedField {
    return new Member.Item(BareItem.Truth.TRUE, parameters());
  }

  // §4.2.1, §4.2.2: a comma is followed by another member.
  private void nextMember() throws MalformedField {
    cursor.skipWhitespace();
    if (cursor.atEnd()) {
      return;
    }
    if (cursor.next() != ',') {
      throw new MalformedField("members without a comma between them");
    }
    cursor.skipWhitespace();
    if (cursor.atEnd()) {
      throw new MalformedField("a comma at the end");
    }
  }

  private Member member() throws MalformedField {
    return cursor.peek() == '(' ? innerList() : item();
  }

  private Member.InnerList innerList() throws MalformedField {
    cursor.next();
    var items = new ArrayList<Member.Item>();
    while (true) {
      cursor.skipSpaces();
      if (cursor.peek() == ')') {
        cursor.next();
        return new Member.InnerList(items, parameters());
      }
      items.add(item());
      if (cursor.peek() != ' ' && cursor.peek() != ')') {
        throw new MalformedField("an inner list that is not closed");
      }
    }
  }

  private Member.Item item() throws MalformedField {
    var value = values.bareItem();
    return new Member.Item(value, parameters());
  }

  private Parameters parameters() throws MalformedField {
    if (cursor.peek() != ';') {
      return Parameters.NONE;
    }
    var values = new LinkedHashMap<String, BareItem>();
    while (cursor.peek() == ';') {
      cursor.next();
      cursor.skipSpaces();
      var key = key();
      put(values, key, parameterValue());
    }
    return new Parameters(values);
  }

  private BareItem parameterValue() throws MalformedField {
    if (cursor.peek() != '=') {
      return BareItem.Truth.TRUE;
    }
    cursor.next();
    return values.bareItem();
  }

  private <V> void put(Map<String, V> map, String key, V value) throws MalformedField {
    boolean again = map.put(key, value) != null;
    if (again && duplicates == StructuredFields.Duplicates.REFUSED) {
      throw new MalformedField("a key that comes twice");
    }
  }

  private String key() throws MalformedField {
    if (!Syntax.isKeyStart(cursor.peek())) {
      throw new MalformedField("a key that does not start with a lower-case letter");
    }
    int start = cursor.position();
    while (Syntax.isKeyPart(cursor.peek())) {
      cursor.next();
    }
    return cursor.since(start);
  }
}
