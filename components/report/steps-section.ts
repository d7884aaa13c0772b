import { formatDuration } from '@/components/ui/format'
import { findComponent } from '@/lib/catalog'
import { resolveParams } from '@/lib/graph/parameters'
import { elapsed } from '@/lib/runs/duration'
import type { RunView, StepView } from '@/lib/runs/schema'
import { outputShape } from '../runs/canvas/card'
import { paramText } from '../runs/page/param-text'
import { html, type Html } from './html'

const longest = 2_000

/** Every step with its settings, how it ended and what came out. */
export function stepsSection(run: RunView): Html {
  return html`<h2>Steps and settings</h2>${run.steps.map((step) => html`<section class="step"><h3>${step.name} <span class="muted">· ${findComponent(step.component)?.name ?? step.component}</span></h3>
<p class="muted">${facts(step).join('; ')}</p>${step.state === 'failed' || step.state === 'skipped' ? html`<p class="warning">${step.message}</p>` : null}${settings(run, step)}</section>`)}`
}

function facts(step: StepView): string[] {
  const span = step.reused ? null : elapsed(step.startedAt, step.endedAt, Date.now())
  const shapes = Object.entries(step.outputs).flatMap(([port, output]) => {
    const shape = outputShape(output)
    return shape ? [`${port} ${shape}`] : []
  })
  return [step.reused ? `reused from run ${step.reused.runNumber}` : step.state, ...(span === null ? [] : [formatDuration(span)]), ...shapes]
}

function settings(run: RunView, step: StepView): Html | null {
  const params = Object.entries(resolveParams(run.graph.nodes.find((node) => node.id === step.node)?.params ?? {}, run.parameters))
  if (params.length === 0) return null
  const fields = findComponent(step.component)?.fields ?? []
  return html`<table><tbody>${params.map(([name, value]) => {
    const field = fields.find((candidate) => candidate.name === name)
    const text = paramText(field, value)
    const cut = text.length > longest ? `${text.slice(0, longest)}…` : text
    return html`<tr><th scope="row">${field?.label ?? name}</th><td>${text.includes('\n') ? html`<code style="white-space:pre-wrap">${cut}</code>` : cut}</td></tr>`
  })}</tbody></table>`
}
