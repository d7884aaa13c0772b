/**
 * @typedef {object} Options
 * @property {'chaos' | 'starve'} mode
 * @property {number} runs how many runs are submitted
 * @property {number} steps of each run
 * @property {number} agents
 * @property {number} seed of the plan of kills and cuts; the same seed plans the same
 * @property {number} minutes until which runs may go on under chaos; then all is left alone, and every run must end
 * @property {number} leaseMs of a lease without heartbeat
 * @property {'build' | 'handlers' | 'auto'} studio what answers: the built studio, or its handlers for agents behind a plain server
 * @property {string | null} keep folder in which everything lies and stays; a temporary one if null
 */
const defaults = {
  chaos: { runs: 200, steps: 20, agents: 3, seed: 1, minutes: 60, leaseMs: 10_000, studio: 'auto', keep: null },
  starve: { runs: 4, steps: 20, agents: 3, seed: 1, minutes: 10, leaseMs: 30_000, studio: 'auto', keep: null },
}

/**
 * `npm run chaos -- --runs 20 --seed 7`, or the same as CHAOS_RUNS=20 CHAOS_SEED=7. The word `starve` takes the processor
 * away instead of killing. @returns {Options}
 */
export function readOptions(args, env) {
  const mode = args.includes('starve') ? 'starve' : 'chaos'
  const given = Object.fromEntries(args.flatMap((word, at) => (word.startsWith('--') ? [[word.slice(2), args[at + 1]]] : [])))
  const unknown = Object.keys(given).find((name) => !(name in defaults[mode]))
  if (unknown) throw new Error(`There is no option --${unknown}. There are: ${Object.keys(defaults[mode]).map((name) => `--${name}`).join(', ')}.`)
  const options = Object.entries(defaults[mode]).map(([name, value]) => {
    const text = given[name] ?? env[`CHAOS_${name.toUpperCase()}`]
    if (text === undefined) return [name, value]
    if (typeof value !== 'number') return [name, text]
    if (!(Number(text) > 0)) throw new Error(`--${name} takes a number above 0.`)
    return [name, Number(text)]
  })
  return { mode, ...Object.fromEntries(options) }
}
