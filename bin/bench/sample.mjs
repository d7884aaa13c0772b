// The live sample in real Chromium: a filter's value is typed, until the rows on the screen are those of the new value.
import { inBrowser } from '../measure/browser.mjs'

const edits = 30

export async function rows(studio) {
  return inBrowser(studio, async (context) => {
    await upload(studio)
    const pipeline = await studio.api('/pipelines', { name: 'Sampled', graph: filtered() })
    const times = (await measure(context, `${studio.url}/w/sample/pipelines/${pipeline.id}`)).sort((a, b) => a - b)
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
    return [
      { work: 'sample after an edit of a filter, median', ours: at(0.5), limit: 300, unit: 'ms', against: 'own limit' },
      { work: 'the same, p95', ours: at(0.95), limit: 300, unit: 'ms', against: 'own limit' },
    ]
  })
}

/** Milliseconds from each key press to the count of rows that it means. No value is asked for twice, so none is known already. */
async function measure(context, address) {
  const page = await context.newPage()
  await page.goto(`${address}?steps=filter`)
  await page.getByRole('button', { name: /^Sample: [\d,]+ → / }).click()
  await page.getByRole('grid', { name: 'Sample' }).waitFor()
  const field = page.locator('#inspector').getByRole('textbox', { name: 'Value' })
  await field.waitFor()
  const id = await field.getAttribute('id')
  const times = []
  for (let edit = 0; edit < edits; edit++) {
    // A sample of 1,000 has one of each hundred rows, which count up: a limit of 100 × n leaves 1,000 − n of them.
    const left = 900 - edit * 7
    times.push(await page.evaluate(typeAndWait, { id, value: String((1_000 - left) * 100), words: `1,000 → ${left} rows` }))
    await page.waitForTimeout(150)
  }
  await page.close()
  return times
}

/** Runs in the page. */
function typeAndWait({ id, value, words }) {
  const field = document.getElementById(id)
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const shown = () => [...document.querySelectorAll('[role="status"]')].some((element) => element.textContent.startsWith(words))
    const observer = new MutationObserver(() => {
      if (!shown()) return
      observer.disconnect()
      clearTimeout(late)
      // What is in the document is on the screen with the next frame.
      requestAnimationFrame(() => resolve(performance.now() - begun))
    })
    const late = setTimeout(() => reject(new Error(`“${words}” did not come within 10 s`)), 10_000)
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

const tableRows = 100_000

/** A table of its own, 11 columns wide, whose first counts the rows up. */
async function upload(studio) {
  const lines = Array.from({ length: tableRows }, (_, row) => [row, ...Array.from({ length: 9 }, (_, column) => ((row * (column + 7)) % 1009) / 10), `group ${row % 13}`].join(','))
  const form = new FormData()
  form.set('name', 'sampled')
  form.set('file', new Blob([`n,${Array.from({ length: 9 }, (_, column) => `x${column}`).join(',')},g\n${lines.join('\n')}\n`]), 'sampled.csv')
  const response = await fetch(`${studio.url}/api/v1/data`, { method: 'POST', headers: { authorization: `Bearer ${studio.token}` }, body: form })
  if (!response.ok) throw new Error(`The upload answered ${response.status}: ${await response.text()}`)
  for (let tries = 0; tries < 200; tries++) {
    const { latest } = await studio.api('/data/sampled')
    if (latest.state === 'ready') return
    if (latest.state === 'failed') throw new Error(latest.message)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The table was not read within 20 s')
}

function filtered() {
  return {
    nodes: [
      { id: 'data', component: 'data.import@1', params: { asset: { name: 'sampled', version: 'latest' } }, position: { x: 0, y: 0 } },
      { id: 'filter', component: 'transform.filter-rows@1', params: { conditions: [{ column: 'n', operator: 'at-least', value: '100' }] }, position: { x: 0, y: 140 } },
    ],
    edges: [{ from: { node: 'data', port: 'table' }, to: { node: 'filter', port: 'table' } }],
  }
}
