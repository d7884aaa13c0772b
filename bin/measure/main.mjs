import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeCurrent } from '../start/make-current.mjs'
import { root } from '../start/settings.mjs'
import { bold, dim, green, red, say, warn } from '../start/terminal.mjs'
import { startMeasuredStudio } from './studio.mjs'

/**
 * One line of the table. Smaller is better. `ours` and `limit` are in `unit`.
 * @typedef {{ work: string, ours: number, limit: number, unit: string, against: string }} Row
 * A file in bin/bench exports `rows(studio)`, which measures and answers its lines; see studio.mjs for what it gets. One that takes an
 * hour exports `onlyByName` too.
 */

/** @param {string[]} only names of files in bin/bench; all of them when empty */
export async function main(only) {
  const logs = mkdtempSync(path.join(tmpdir(), 'atelier-bench-'))
  await makeCurrent(logs)
  const studio = await startMeasuredStudio()
  /** @type {Row[]} */
  const rows = []
  let failed = 0
  try {
    for (const file of benches(only)) {
      try {
        const bench = await import(pathToFileURL(file).href)
        if (bench.onlyByName && only.length === 0) continue
        say(dim(`measuring ${path.basename(file, '.mjs')} …`))
        rows.push(...(await bench.rows(studio)))
      } catch (error) {
        failed++
        warn(`${red('✗')} ${path.basename(file)}: ${error.stack}`)
      }
    }
  } finally {
    await studio.remove()
    rmSync(logs, { recursive: true, force: true })
  }
  printRows(rows)
  const over = rows.filter(({ ours, limit }) => ours > limit).length
  say(`\n${rows.length} measured, ${over} over the limit${failed ? `, ${failed} could not be measured` : ''}`)
  process.exitCode = over + failed === 0 ? 0 : 1
}

function benches(only) {
  const folder = path.join(root, 'bin', 'bench')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mjs') && (only.length === 0 || only.includes(path.basename(name, '.mjs'))))
    .sort()
    .map((name) => path.join(folder, name))
}

/** @param {Row[]} rows */
function printRows(rows) {
  const cells = rows.map(({ work, ours, limit, unit, against }) => [work, `${number(ours)} ${unit}`, `${number(limit)} ${unit}`, against, (ours / limit).toFixed(2)])
  const head = ['Work', 'Ours', 'Limit or peer', 'Which', 'Ratio']
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column].length)))
  const layout = (row) => row.map((cell, column) => (column === 1 || column === 2 || column === 4 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ')
  say(`\n${bold(layout(head))}`)
  for (const [index, row] of cells.entries()) say((rows[index].ours <= rows[index].limit ? green : red)(layout(row)))
}

/** Three significant digits. */
function number(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
