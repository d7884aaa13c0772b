import type { RunReport } from '@/lib/runs/report'
import { shownPorts } from '../runs/shown-ports'
import { html, type Html } from './html'

/** What each output was made from, by the digests of their contents: equal digests are equal bytes. */
export function lineageSection({ run, models }: RunReport): Html {
  const nameOf = (node: string) => run.steps.find((step) => step.node === node)?.name ?? node
  const rows = run.steps.flatMap((step) =>
    shownPorts(step).map((port) => ({
      what: `${step.name}, ${port}`,
      from: Object.values(step.sources).map((source) => `${nameOf(source.node)}, ${source.port}`).join('; ') || 'data that came in',
      component: step.component,
      digest: step.outputs[port]!.digest,
    })),
  )
  const libraries = [...new Map(models.flatMap(({ card }) => Object.entries(card.library))).entries()]
  return html`<h2>Lineage</h2>
<p class="muted">The sha256 of each content names it for good: who has the same digest has the same bytes.</p>
<div class="wide"><table><thead><tr><th>Output</th><th>Made from</th><th>By</th><th>Content</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><td>${row.what}</td><td>${row.from}</td><td>${row.component}</td><td><code>${row.digest.slice(0, 16)}</code></td></tr>`)}</tbody></table></div>
${libraries.length > 0 && html`<p class="muted">Trained with ${libraries.map(([name, version]) => `${name} ${version}`).join(', ')}.</p>`}`
}
