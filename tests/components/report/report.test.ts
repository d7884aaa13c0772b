import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { escapeHtml, html } from '@/components/report/html'
import { renderReport } from '@/components/report/report'
import type { RunReport } from '@/lib/runs/report'
import type { RunView, StepView } from '@/lib/runs/schema'

const digest = 'ab'.repeat(32)
const at = '2026-11-26T21:30:00.000Z'

/** A run whose every text that a person or a table can choose is `t`. */
function report(t: string): RunReport {
  const step = (node: string, component: string, more: Partial<StepView> = {}): StepView => ({
    id: node, node, name: t, component, position: 0, state: 'succeeded', endReason: 'succeeded', message: t, reused: null, reuseNote: t, waitReason: null, metrics: {}, outputs: {}, sources: {}, attempts: [], readyAt: at, startedAt: at, endedAt: at, ...more,
  })
  const table = (rows: number) => ({ digest, size: 9, type: 'table', meta: { rows, columns: [{ name: t, type: 'text' }] } })
  const steps = [
    step('data', 'data.import@1', { outputs: { table: table(3) } }),
    step('train', 'learn.train-classifier@1', { sources: { table: { node: 'data', port: 'table' } }, outputs: { model: { digest, size: 9, type: 'model', meta: {} } } }),
    step('own', `${t}@1`, { state: 'failed', endReason: 'user_error', sources: { table: { node: 'data', port: 'table' } } }),
    step('evaluate', 'learn.evaluate-model@1', { sources: { table: { node: 'train', port: 'model' } } }),
  ]
  const nodes = steps.map(({ node, component }) => ({ id: node, component, name: t, params: { target: t, features: [t, t], [t === '' ? 'x' : t]: `${t}\n${t}` }, note: t, position: { x: 0, y: 0 } }))
  const edges = [{ from: { node: 'data', port: 'table' }, to: { node: 'train', port: 'table' } }]
  const run = { id: '00000000-0000-0000-0000-000000000001', number: 7, name: t, pipelineId: null, pipelineName: `${t}!`, state: 'failed', endReason: null, createdBy: t, createdAt: at, startedAt: at, endedAt: at, metrics: {}, graph: { nodes, edges }, options: {}, parameters: {}, cancelRequested: false, steps, counts: { total: 4, waiting: 0, queued: 0, running: 0, succeeded: 3, reused: 0, failed: 1, cancelled: 0, skipped: 0 } } as unknown as RunView
  const labels = [`a${t}`, `b${t}`]
  return {
    run,
    workspace: t,
    madeAt: at,
    madeBy: t,
    data: [{ step: steps[0]!, digest, profile: { rows: 3, columns: [{ name: t, type: 'text', missing: 1, distinct: 2, distinctExact: true, top: [{ value: t, count: 2 }] }] } }],
    models: [{ step: steps[1]!, port: 'model', digest, card: { task: 'classification', algorithm: t, algorithmName: t, target: t, features: [], classes: labels, params: {}, seed: 1, trainedRows: 3, skippedRows: 1, importances: [{ feature: t, importance: 1 }], importanceKind: t, library: { [`lib${t}`]: t }, warnings: [t] } }],
    evaluations: [
      {
        step: steps[3]!,
        evaluation: {
          kind: 'classification', target: t, rows: 4, skippedRows: 1, classes: labels, metrics: { accuracy: 0.75, [`x${t}`]: 1 }, confusion: [[2, 0], [1, 1]],
          perClass: [], curves: [{ label: labels[1]!, roc: { fpr: [0, 1], tpr: [0, 1], threshold: [0.9, 0.1] }, pr: { precision: [0.5, 1], recall: [1, 0], threshold: [0.1, null] } }],
        },
        thresholds: { label: labels[1]!, answer: { rows: 4, positives: 2, points: [{ threshold: 0, tp: 2, fp: 2 }, { threshold: 0.5, tp: 1, fp: 0 }], brier: 0.2, bins: [{ from: 0, to: 0.1, rows: 4, mean: 0.05, share: 0.5 }] } },
      },
      { step: steps[3]!, evaluation: { kind: 'regression', target: t, rows: 2, skippedRows: 0, metrics: { r2: 0.5, rmse: 1 }, points: [{ actual: 1, predicted: 2 }], pointsOf: 2, residuals: { edges: [-1, 0, 1], counts: [1, 1] } }, thresholds: null },
    ],
  }
}

/** Every tag in order with the names of its attributes, and nothing of their values. */
function skeleton(page: string): string[] {
  return [...page.replace(/<style>[^]*?<\/style>/, '').matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>/gi)].map(([, tag, attributes]) => `${tag} ${[...(attributes ?? '').matchAll(/([a-z-]+)(?:=|$|\s)/gi)].length > 0 ? (attributes ?? '').replace(/="[^"]*"/g, '').trim() : ''}`)
}

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;</style></title><!-- </svg>`

describe('a report', () => {
  test('holds what a reader asks: result, model, pipeline, data, settings, lineage, by whom and when', async () => {
    const page = await renderReport(report('Penguins'))
    for (const words of ['Result: Penguins', 'Confusion matrix', 'ROC curve', 'Calibration', 'Predicted against actual', 'Feature importances', 'How it was made', 'Steps and settings', 'Lineage', 'Run by Penguins on 26 November 2026, 21:30 UTC', digest.slice(0, 16)]) expect(page).toContain(words)
    expect(page).toMatch(/^<!doctype html>/)
    // What stopped it stands first.
    expect(page.indexOf('<strong>Penguins failed.</strong> Penguins')).toBeLessThan(page.indexOf('Result: Penguins'))
    expect(page).toContain('<strong>Penguins failed.</strong>')
  })

  test('fetches nothing and runs nothing', async () => {
    const page = await renderReport(report('Penguins'))
    expect(page).not.toMatch(/<script|<link|<iframe|<img|\bsrc=|\bhref=|url\(|@import|\son\w+=/i)
  })

  test('with hostile names in every place has the same tags and attributes as with plain ones', async () => {
    const page = await renderReport(report(hostile))
    expect(skeleton(page)).toEqual(skeleton(await renderReport(report('Penguins'))))
    expect(page).not.toMatch(/<script|<img|<!--/i)
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('whatever the names', async () => {
    const plain = skeleton(await renderReport(report('x')))
    const nasty = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '!', '-', 's', 'c', '\u0000', '😀', '`', '{', '}'), minLength: 1, maxLength: 24 }).filter((text) => text.trim() !== '')
    await fc.assert(fc.asyncProperty(nasty, async (text) => {
      expect(skeleton(await renderReport(report(text)))).toEqual(plain)
    }), { numRuns: 60 })
  }, 30_000)
})

describe('markup', () => {
  test('escapes values, and passes markup of its own', () => {
    expect(html`<b title="${'"<'}">${['a & b', html`<i>${"'"}</i>`]}</b>${null}${false}${0}`.text).toBe('<b title="&quot;&lt;">a &amp; b<i>&#39;</i></b>0')
    expect(escapeHtml('a\u0000\u0008b')).toBe('ab')
  })
})
