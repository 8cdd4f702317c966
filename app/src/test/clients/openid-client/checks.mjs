// Runs checks in their order and prints one line for each: "ok NAME" or "not ok NAME: why".

let failed = 0

export async function check(name, body) {
  try {
    await body()
    console.log(`ok ${name}`)
  } catch (error) {
    failed++
    console.log(`not ok ${name}: ${described(error)}`)
  }
}

function described(error) {
  const parts = [error.message, error.error, error.error_description, error.cause?.message]
  return parts.filter(Boolean).join(' | ').replace(/\s+/g, ' ')
}

export function equal(actual, expected) {
  if (actual !== expected) {
    throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
  }
}

export function holds(condition, what) {
  if (!condition) {
    throw new Error(`does not hold: ${what}`)
  }
}

/** The error code that this call is refused with. */
export async function refusal(call) {
  try {
    await call()
  } catch (error) {
    return error.error ?? error.code ?? error.message
  }
  return 'it was not refused'
}

export function finish() {
  console.log(failed === 0 ? 'done' : `done, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}
