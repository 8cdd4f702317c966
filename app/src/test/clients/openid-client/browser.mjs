// A browser as far as sign-in needs one: cookies, redirects that are followed by hand, forms.

const MOST_HOPS = 10

function unescape(html) {
  return html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\b${name}="([^"]*)"`))
  return found ? unescape(found[1]) : ''
}

/** The first form of a page: where it goes and its hidden fields. */
export function formOf(html, base) {
  const form = html.match(/<form[^>]*\baction="([^"]*)"[^>]*>(.*?)<\/form>/s)
  if (!form) {
    throw new Error(`there is no form: ${html.replace(/\s+/g, ' ').slice(0, 300)}`)
  }
  const fields = new URLSearchParams()
  for (const [input] of form[2].matchAll(/<input\b[^>]*>/g)) {
    if (attribute(input, 'type') === 'hidden') {
      fields.append(attribute(input, 'name'), attribute(input, 'value'))
    }
  }
  return { action: new URL(unescape(form[1]), base), fields }
}

export class Browser {
  #jar = new Map()
  #issuer

  constructor(issuer) {
    this.#issuer = issuer
  }

  /** One request; redirects are not followed. */
  async go(url, options = {}) {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...options.headers, ...(cookie && { cookie }) }
    const answer = await fetch(url, { ...options, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/)
      if (/;\s*max-age=0/i.test(line)) {
        this.#jar.delete(name)
      } else {
        this.#jar.set(name, value)
      }
    }
    return answer
  }

  /** Follows redirects within the issuer; ends at a page, or at the address that leads away. */
  async follow(url, options) {
    let answer = await this.go(url, options)
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const location = answer.headers.get('location')
      if (!location) {
        return { status: answer.status, page: await answer.text(), answer }
      }
      const next = new URL(location, this.#issuer)
      if (next.origin !== new URL(this.#issuer).origin) {
        return { status: answer.status, left: next, answer }
      }
      answer = await this.go(next)
    }
    throw new Error('too many redirects')
  }

  /** Sends the form of a page as a click would, with more fields. */
  async submit(page, more) {
    const { action, fields } = formOf(page, this.#issuer)
    for (const [name, value] of Object.entries(more)) {
      fields.set(name, value)
    }
    return this.follow(action, {
      method: 'POST',
      body: fields,
      headers: { origin: new URL(this.#issuer).origin },
    })
  }

  /** Signs in and allows, as often as the pages ask; the end is where the browser leaves to. */
  async through(url, person) {
    let at = await this.follow(url)
    for (let step = 0; step < 4 && at.page !== undefined && at.status === 200; step++) {
      if (at.page.includes('name="password"')) {
        at = await this.submit(at.page, { username: person.username, password: person.password })
      } else if (at.page.includes('value="allow"')) {
        at = await this.submit(at.page, { decision: 'allow' })
      } else {
        break
      }
    }
    return at
  }
}
