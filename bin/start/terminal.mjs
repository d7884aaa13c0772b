// What the terminal shows: one short line a stage, with its time.
const colour = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
export const green = paint('32')
export const red = paint('31')
export const yellow = paint('33')
export const dim = paint('2')
export const bold = paint('1')

let broken = false
process.stdout.on('error', () => (broken = true))
process.stderr.on('error', () => (broken = true))

/** Writes a line; a terminal that has gone away is no reason to fail. */
export function say(line = '') {
  if (!broken) process.stdout.write(`${line}\n`)
}

export function warn(line) {
  if (!broken) process.stderr.write(`${line}\n`)
}

/** `0.4 s`, `41 s`, `2 min 5 s`. */
export function duration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(ms < 95 ? 2 : 1)} s`
  if (ms < 99_500) return `${Math.round(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A finished stage: mark, words, time in a column of its own. */
export function line(mark, words, ms) {
  say(`  ${mark} ${ms === undefined ? words : `${words.padEnd(64)} ${dim(duration(ms).padStart(8))}`}`)
}

/**
 * Runs one stage. On a terminal it says at once what is being done, and for how long.
 * @param {string} doing shown while it runs
 * @param {(update: (doing: string) => void) => Promise<string | null>} work returns what was done, or null to show nothing
 */
export async function stage(doing, work) {
  const start = Date.now()
  let words = doing
  const draw = () => process.stdout.write(`\r\u001b[2K  ${dim('·')} ${words} ${dim(duration(Date.now() - start))}`)
  const timer = process.stdout.isTTY && !broken ? setInterval(draw, 200) : null
  try {
    const done = await work((next) => (words = next))
    clear(timer)
    if (done) line(green('✓'), done, Date.now() - start)
  } catch (error) {
    clear(timer)
    throw error
  }
}

function clear(timer) {
  if (!timer) return
  clearInterval(timer)
  process.stdout.write('\r\u001b[2K')
}
