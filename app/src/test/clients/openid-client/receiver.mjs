// An application's own web server: it hears of sessions that ended (back-channel logout).

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const PATIENCE_MILLIS = 20_000

export async function openReceiver(keyFile, certificateFile) {
  const heard = []
  const waiting = []
  const server = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
    (request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        heard.push({
          method: request.method,
          path: request.url,
          type: request.headers['content-type'],
          form: new URLSearchParams(body),
        })
        response.writeHead(200, { 'cache-control': 'no-store' }).end()
        waiting.splice(0).forEach((wake) => wake())
      })
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://localhost:${server.address().port}`,
    /** The next call to this path; fails when none comes. */
    async next(path) {
      const end = Date.now() + PATIENCE_MILLIS
      for (;;) {
        const at = heard.findIndex((call) => call.path === path)
        if (at >= 0) {
          return heard.splice(at, 1)[0]
        }
        const left = end - Date.now()
        if (left <= 0) {
          throw new Error(`nobody called ${path}`)
        }
        await new Promise((wake) => {
          waiting.push(wake)
          setTimeout(wake, left).unref()
        })
      }
    },
    close: () => server.close(),
  }
}
