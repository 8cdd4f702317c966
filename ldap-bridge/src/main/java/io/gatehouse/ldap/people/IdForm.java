package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.EntryUuid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** How a directory writes the immutable id of an entry. */
enum IdForm {
  /** RFC 4530. */
  ENTRY_UUID("entryUUID") {
    @Override
    Filter filter(EntryUuid id) {
      return Filter.createEqualityFilter(attribute(), id.value());
    }

    @Override
    Optional<EntryUuid> read(SearchResultEntry entry) {
      return Optional.ofNullable(entry.getAttributeValue(attribute())).flatMap(EntryUuid::parse);
    }
  },
  /** 389 Directory Server: the same 32 digits in four groups of eight. */
  NS_UNIQUE_ID("nsUniqueId") {
    @Override
    Filter filter(EntryUuid id) {
      var digits = id.value().replace("-", "");
      var groups =
          String.join(
              "-",
              digits.substring(0, 8),
              digits.substring(8, 16),
              digits.substring(16, 24),
              digits.substring(24));
      return Filter.createEqualityFilter(attribute(), groups);
    }

    @Override
    Optional<EntryUuid> read(SearchResultEntry entry) {
      return Optional.ofNullable(entry.getAttributeValue(attribute()))
          .map(text -> text.replace("-", ""))
          .filter(digits -> digits.matches("[0-9a-fA-F]{32}"))
          .map(HexFormat.of()::parseHex)
          .map(bytes -> uuid(ByteBuffer.wrap(bytes)));
    }
  },
  /** Active Directory: 16 bytes, the first three fields little-endian (MS-DTYP §2.3.4.2). */
  OBJECT_GUID("objectGUID") {
    @Override
    Filter filter(EntryUuid id) {
      return Filter.createEqualityFilter(attribute(), mixed(UUID.fromString(id.value())));
    }

    @Override
    Optional<EntryUuid> read(SearchResultEntry entry) {
      return Optional.ofNullable(entry.getAttributeValueBytes(attribute()))
          .filter(bytes -> bytes.length == 16)
          .map(IdForm::straight)
          .map(IdForm::uuid);
    }
  };

  private final String attribute;

  IdForm(String attribute) {
    this.attribute = attribute;
  }

  String attribute() {
    return attribute;
  }

  abstract Filter filter(EntryUuid id);

  abstract Optional<EntryUuid> read(SearchResultEntry entry);

  private static EntryUuid uuid(ByteBuffer bytes) {
    return new EntryUuid(new UUID(bytes.getLong(), bytes.getLong()).toString());
  }

  private static ByteBuffer straight(byte[] mixed) {
    var from = ByteBuffer.wrap(mixed).order(ByteOrder.LITTLE_ENDIAN);
    var to = ByteBuffer.allocate(16);
    to.putInt(from.getInt()).putShort(from.getShort()).putShort(from.getShort());
    return to.put(mixed, 8, 8).flip();
  }

  private static byte[] mixed(UUID id) {
    var straight = ByteBuffer.allocate(16);
    straight.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
    var to = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    to.putInt(straight.getInt()).putShort(straight.getShort()).putShort(straight.getShort());
    return to.put(straight.array(), 8, 8).array();
  }
}
