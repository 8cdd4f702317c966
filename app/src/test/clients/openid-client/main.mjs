// openid-client against a running product. Arguments: demo.json, a folder with what the test laid
// out: initial.token, exchanger.json, receiver.key, receiver.pem.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as jose from 'jose'
import * as oidc from 'openid-client'
import { Browser, formOf } from './browser.mjs'
import { check, equal, finish, holds, refusal } from './checks.mjs'
import { openReceiver } from './receiver.mjs'

setTimeout(() => {
  console.log('not ok the checks end in time')
  process.exit(1)
}, 90_000).unref()

const [demoFile, folder] = process.argv.slice(2)
const demo = JSON.parse(readFileSync(demoFile, 'utf8'))
const initialToken = readFileSync(join(folder, 'initial.token'), 'utf8').trim()
const exchanger = JSON.parse(readFileSync(join(folder, 'exchanger.json'), 'utf8'))
const receiver = await openReceiver(join(folder, 'receiver.key'), join(folder, 'receiver.pem'))
const issuer = new URL(demo.issuer)
const [alice, bob] = demo.people
const callback = `${receiver.url}/callback`
// A token that is for no resource is for userinfo.
const forUserinfo = { scope: 'openid profile email' }
const everything = 'openid profile email offline_access orders.read'

async function register(metadata, authentication, options) {
  return oidc.dynamicClientRegistration(
    issuer,
    {
      client_name: 'openid-client',
      redirect_uris: [callback],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...metadata,
    },
    authentication,
    { initialAccessToken: initialToken, ...options },
  )
}

/** Parameters of a request, and what its answer is checked against. */
async function requested(more) {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  return {
    parameters: {
      redirect_uri: callback,
      scope: everything,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(more ?? { resource: demo.resource }),
    },
    checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
  }
}

async function signedIn(config, person, { url, checks }, options) {
  const { left, page, status } = await new Browser(demo.issuer).through(url, person)
  holds(left, `the browser leaves for the application (${status} ${page?.slice(0, 200)})`)
  return oidc.authorizationCodeGrant(config, left, checks, undefined, options)
}

async function codeFlow(config, person, more) {
  const { parameters, checks } = await requested(more)
  return signedIn(config, person, { url: oidc.buildAuthorizationUrl(config, parameters), checks })
}

const codeOnly = { grant_types: ['authorization_code'] }
const ecKeys = () => jose.generateKeyPair('ES256', { extractable: true })
let basic
let tokens

await check('discovery', async () => {
  const config = await oidc.discovery(issuer, demo.clients.web.client_id, undefined, oidc.None())
  equal(config.serverMetadata().issuer, demo.issuer)
  const oauth = await oidc.discovery(issuer, 'x', undefined, oidc.None(), { algorithm: 'oauth2' })
  equal(oauth.serverMetadata().token_endpoint, config.serverMetadata().token_endpoint)
})

await check('a public client signs a person in with PKCE', async () => {
  const web = demo.clients.web
  const config = await oidc.discovery(issuer, web.client_id, undefined, oidc.None())
  const { parameters, checks } = await requested({ redirect_uri: web.redirect_uri })
  const url = oidc.buildAuthorizationUrl(config, parameters)
  const got = await signedIn(config, alice, { url, checks })
  equal(got.claims().sub, alice.sub)
})

await check('registration needs the initial token', async () => {
  const code = await refusal(() => register({}, undefined, { initialAccessToken: 'x' }))
  holds(code !== 'it was not refused', 'a wrong initial token registers nothing')
})

await check('registration by an initial token', async () => {
  basic = await register({ token_endpoint_auth_method: 'client_secret_basic' }, clientSecretBasic)
  equal(basic.clientMetadata().token_endpoint_auth_method, 'client_secret_basic')
  holds(basic.clientMetadata().client_secret, 'there is a secret')
})

function clientSecretBasic(...call) {
  return oidc.ClientSecretBasic(call[1].client_secret)(...call)
}

await check('client_secret_basic', async () => {
  tokens = await codeFlow(basic, alice)
  equal(tokens.claims().sub, alice.sub)
  equal(tokens.token_type, 'bearer')
  holds(tokens.refresh_token, 'there is a refresh token')
})

await check('client_secret_post', async () => {
  const post = await register(
    { ...codeOnly, token_endpoint_auth_method: 'client_secret_post' },
    (...call) => oidc.ClientSecretPost(call[1].client_secret)(...call),
  )
  equal((await codeFlow(post, bob)).claims().sub, bob.sub)
})

await check('the ID token is signed as registered', async () => {
  const config = await register(
    { ...codeOnly, token_endpoint_auth_method: 'client_secret_basic', id_token_signed_response_alg: 'ES256' },
    clientSecretBasic,
  )
  const got = await codeFlow(config, bob)
  equal(jose.decodeProtectedHeader(got.id_token).alg, 'ES256')
  const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri))
  await jose.jwtVerify(got.id_token, keys, { issuer: demo.issuer, audience: got.claims().aud })
})

await check('userinfo', async () => {
  const { access_token } = await codeFlow(basic, alice, forUserinfo)
  const info = await oidc.fetchUserInfo(basic, access_token, alice.sub)
  equal(info.preferred_username, alice.username)
})

await check('introspection', async () => {
  const about = await oidc.tokenIntrospection(basic, tokens.access_token)
  equal(about.active, true)
  equal(about.sub, alice.sub)
})

await check('refresh', async () => {
  const again = await oidc.refreshTokenGrant(basic, tokens.refresh_token)
  equal(again.claims().sub, alice.sub)
  holds(again.access_token !== tokens.access_token, 'the access token is new')
  tokens = { ...tokens, access_token: again.access_token }
})

await check('the gateway takes the access token', async () => {
  const answer = await oidc.fetchProtectedResource(
    basic, tokens.access_token, new URL(demo.gateway + demo.route), 'GET')
  equal(answer.status, 200)
})

await check('revocation', async () => {
  await oidc.tokenRevocation(basic, tokens.refresh_token)
  equal(await refusal(() => oidc.refreshTokenGrant(basic, tokens.refresh_token)), 'invalid_grant')
  equal((await oidc.tokenIntrospection(basic, tokens.access_token)).active, false)
})

await check('form_post', async () => {
  const { parameters, checks } = await requested({ response_mode: 'form_post' })
  const url = oidc.buildAuthorizationUrl(basic, parameters)
  const { page } = await new Browser(demo.issuer).through(url, alice)
  const { action, fields } = formOf(page, demo.issuer)
  equal(action.href, callback)
  const posted = new Request(action, { method: 'POST', body: fields })
  const got = await oidc.authorizationCodeGrant(basic, posted, checks)
  equal(got.claims().sub, alice.sub)
})

let keyClient
let keyPair

await check('private_key_jwt', async () => {
  keyPair = await ecKeys()
  const jwk = { ...(await jose.exportJWK(keyPair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  keyClient = await register(
    {
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [jwk] },
    },
    oidc.PrivateKeyJwt({ key: keyPair.privateKey, kid: 'k1' }),
  )
  const got = await oidc.clientCredentialsGrant(keyClient, {
    scope: 'orders.read', resource: demo.resource })
  equal(got.scope, 'orders.read')
})

await check('PAR', async () => {
  const { parameters, checks } = await requested()
  const url = await oidc.buildAuthorizationUrlWithPAR(keyClient, parameters)
  equal([...url.searchParams.keys()].sort().join(' '), 'client_id request_uri')
  equal((await signedIn(keyClient, alice, { url, checks })).claims().sub, alice.sub)
})

await check('JAR', async () => {
  const { parameters, checks } = await requested()
  const key = { key: keyPair.privateKey, kid: 'k1' }
  const url = await oidc.buildAuthorizationUrlWithJAR(keyClient, parameters, key)
  equal((await signedIn(keyClient, alice, { url, checks })).claims().sub, alice.sub)
})

await check('JAR in PAR', async () => {
  const { parameters, checks } = await requested()
  const key = { key: keyPair.privateKey, kid: 'k1' }
  const signed = await oidc.buildAuthorizationUrlWithJAR(keyClient, parameters, key)
  const url = await oidc.buildAuthorizationUrlWithPAR(keyClient, signed.searchParams)
  equal((await signedIn(keyClient, alice, { url, checks })).claims().sub, alice.sub)
})

let fapi

await check('DPoP with nonces: PAR, code, refresh, gateway, userinfo', async () => {
  const jwk = { ...(await jose.exportJWK(keyPair.publicKey)), kid: 'k1', alg: 'ES256' }
  fapi = await register(
    {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [jwk] },
      dpop_bound_access_tokens: true,
      require_pushed_authorization_requests: true,
      id_token_signed_response_alg: 'ES256',
    },
    oidc.PrivateKeyJwt({ key: keyPair.privateKey, kid: 'k1' }),
  )
  const DPoP = oidc.getDPoPHandle(fapi, await oidc.randomDPoPKeyPair('ES256'))
  const { parameters, checks } = await requested()
  const url = await oidc.buildAuthorizationUrlWithPAR(fapi, parameters, { DPoP })
  const got = await signedIn(fapi, alice, { url, checks }, { DPoP })
  equal(got.token_type, 'dpop')
  const again = await oidc.refreshTokenGrant(fapi, got.refresh_token, undefined, { DPoP })
  equal(again.token_type, 'dpop')
  const api = new URL(demo.gateway + demo.route)
  const answer = await oidc.fetchProtectedResource(
    fapi, again.access_token, api, 'GET', undefined, undefined, { DPoP })
  equal(answer.status, 200)
  const bare = await fetch(api, { headers: { authorization: `Bearer ${again.access_token}` } })
  equal(bare.status, 401)
})

await check('DPoP at userinfo', async () => {
  const DPoP = oidc.getDPoPHandle(fapi, await oidc.randomDPoPKeyPair('ES256'))
  const { parameters, checks } = await requested(forUserinfo)
  const url = await oidc.buildAuthorizationUrlWithPAR(fapi, parameters, { DPoP })
  const got = await signedIn(fapi, alice, { url, checks }, { DPoP })
  const info = await oidc.fetchUserInfo(fapi, got.access_token, alice.sub, { DPoP })
  equal(info.preferred_username, alice.username)
})

await check('token exchange', async () => {
  const config = await oidc.discovery(
    issuer, exchanger.client_id, undefined, oidc.ClientSecretBasic(exchanger.client_secret))
  const web = await codeFlow(basic, alice)
  const got = await oidc.genericGrantRequest(
    config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
      subject_token: web.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      resource: demo.resource,
      scope: 'orders.read',
    })
  equal(got.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token')
  const claims = jose.decodeJwt(got.access_token)
  equal(claims.sub, alice.sub)
  equal(claims.act.sub, exchanger.client_id)
})

await check('device flow', async () => {
  const device = await register(
    {
      redirect_uris: undefined,
      response_types: [],
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
      token_endpoint_auth_method: 'none',
    },
    oidc.None(),
  )
  const started = await oidc.initiateDeviceAuthorization(device, { scope: 'openid' })
  const browser = new Browser(demo.issuer)
  let at = await browser.follow(started.verification_uri_complete)
  at = await browser.submit(at.page, { user_code: started.user_code })
  if (at.page.includes('name="password"')) {
    at = await browser.submit(at.page, { username: bob.username, password: bob.password })
  }
  at = await browser.submit(at.page, { decision: 'allow' })
  equal(at.status, 200)
  const got = await oidc.pollDeviceAuthorizationGrant(device, { ...started, interval: 0 })
  equal(got.claims().sub, bob.sub)
})

await check('RP-initiated and back-channel logout', async () => {
  const goodbye = `${receiver.url}/goodbye`
  const config = await register(
    {
      ...codeOnly,
      token_endpoint_auth_method: 'client_secret_basic',
      post_logout_redirect_uris: [goodbye],
      backchannel_logout_uri: `${receiver.url}/ended`,
      backchannel_logout_session_required: true,
    },
    clientSecretBasic,
  )
  const browser = new Browser(demo.issuer)
  const { parameters, checks } = await requested()
  const { left } = await browser.through(oidc.buildAuthorizationUrl(config, parameters), alice)
  const got = await oidc.authorizationCodeGrant(config, left, checks)
  const end = oidc.buildEndSessionUrl(config, {
    id_token_hint: got.id_token, post_logout_redirect_uri: goodbye, state: 'bye' })
  const gone = await browser.follow(end)
  equal(gone.left.href, `${goodbye}?state=bye`)
  const call = await receiver.next('/ended')
  equal(call.method, 'POST')
  equal(call.type, 'application/x-www-form-urlencoded')
  const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri))
  const { payload } = await jose.jwtVerify(call.form.get('logout_token'), keys, {
    issuer: demo.issuer, audience: config.clientMetadata().client_id, typ: 'logout+jwt',
    requiredClaims: ['iat', 'jti', 'exp', 'sub', 'sid', 'events'] })
  equal(payload.sid, got.claims().sid)
  equal(payload.sub, alice.sub)
  equal(payload.nonce, undefined)
  const silent = await browser.follow(
    oidc.buildAuthorizationUrl(config, { ...parameters, prompt: 'none' }))
  equal(silent.left?.searchParams.get('error'), 'login_required')
})

receiver.close()
finish()
