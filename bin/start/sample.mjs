// The sample's first run, told as it happens.
import path from 'node:path'
import { root } from './settings.mjs'
import { dim, duration, green, red, say, yellow } from './terminal.mjs'

/** Runs the samples; a failure is told and leaves the studio running. */
export async function showSample(settings, { product, databaseUrl, agentId }, ending) {
  say()
  // What the studio's own process gets, for the same code in this one.
  Object.assign(process.env, { ATELIER_ROOT: root, ATELIER_HOME: settings.home, ATELIER_DUCKDB_WORKER: path.join(root, 'dist', 'duckdb-worker.mjs') })
  try {
    const run = await product.runSamples({ url: databaseUrl(), agentId, signal: ending.signal, events: { imported, submitted, step } })
    sayEnd(run)
  } catch (error) {
    if (ending.signal.aborted) throw ending.signal.reason
    say(`  ${red('✗')} The sample could not be run: ${error.message}`)
    say(dim('    The next start tries again.'))
  }
}

function imported(dataset, rows, columns) {
  say(`  ${green('✓')} ${column(`Imported ${dataset}`)} ${dim(`${rows} rows × ${columns} columns`)}`)
}

function submitted(run) {
  say(`  Sample pipeline “${run.name}”, run ${run.number}`)
}

function step({ name, node, state, waitReason, message, startedAt, endedAt, outputs, reused }) {
  const label = column(`  ${name || node}`)
  const time = startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : ''
  if (state === 'queued' && waitReason) say(`  ${dim('·')} ${label} ${dim(`waits: ${waitReason}`)}`)
  else if (state === 'running') say(`  ${dim('▸')} ${label} ${dim('running')}`)
  else if (state === 'succeeded') say(`  ${green('✓')} ${label} ${dim([reused ? 'reused' : `succeeded in ${time}`, shapes(outputs)].filter(Boolean).join(', '))}`)
  else if (state === 'failed') say(`  ${red('✗')} ${label} failed: ${message}`)
  else if (state === 'cancelled' || state === 'skipped') say(`  ${yellow('–')} ${label} ${state}${message ? `: ${message}` : ''}`)
}

/** `333 × 7`, or `249 × 7 and 84 × 7` for a step with two tables. */
function shapes(outputs) {
  const tables = Object.values(outputs).filter(({ type, meta }) => type === 'table' && meta.rows !== undefined)
  return tables.map(({ meta }) => `${meta.rows} × ${meta.columns.length}`).join(' and ')
}

function sayEnd(run) {
  const { accuracy } = run.metrics
  if (run.state === 'succeeded') say(`  ${green('✓')} Held-out accuracy ${accuracy === undefined ? 'not reported' : accuracy.toFixed(3)}`)
  else if (run.state === 'failed') say(`  ${red('✗')} The run failed; its page says what to do.`)
  else if (run.state === 'cancelled') say(`  ${yellow('–')} The run was cancelled.`)
  else say(`  ${yellow('!')} The other steps wait for Python; the run goes on by itself once the agent has it.`)
}

function column(text) {
  return text.padEnd(40)
}
