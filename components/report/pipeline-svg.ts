import { findComponent } from '@/lib/catalog'
import type { RunView, StepView } from '@/lib/runs/schema'
import { layoutGraph } from '../pipelines/layout'
import { html, type Html } from './html'

const W = 208
const H = 52

const marks: Record<string, { sign: string; colour: string; word: string }> = {
  succeeded: { sign: '✓', colour: '#18713c', word: 'succeeded' },
  reused: { sign: '↺', colour: '#0c6c75', word: 'reused' },
  failed: { sign: '✕', colour: '#b3261e', word: 'failed' },
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Steps and the wires between them, top to bottom, each with how it ended. */
export async function pipelineSvg(run: RunView): Promise<Html> {
  const ids = new Set(run.steps.map((step) => step.node))
  const nodes = run.graph.nodes.filter((node) => ids.has(node.id))
  const places = await layoutGraph({ ...run.graph, nodes, edges: run.graph.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)) }, { strip: false })
  if (nodes.length === 0) return html`<p>The run has no steps.</p>`
  const [left, top] = [Math.min(...[...places.values()].map(({ x }) => x)) - 8, Math.min(...[...places.values()].map(({ y }) => y)) - 8]
  const at = (id: string) => ({ x: places.get(id)!.x - left, y: places.get(id)!.y - top })
  const width = Math.max(...nodes.map((node) => at(node.id).x)) + W + 8
  const height = Math.max(...nodes.map((node) => at(node.id).y)) + H + 8
  return html`<svg class="pipeline" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" style="max-width:${Math.ceil(width)}px" role="img" aria-label="Drawing of the pipeline with ${nodes.length} steps">
    ${run.graph.edges.map((edge) => {
      if (!places.has(edge.from.node) || !places.has(edge.to.node)) return null
      const [from, to] = [at(edge.from.node), at(edge.to.node)]
      const [x1, y1, x2, y2] = [from.x + W / 2, from.y + H, to.x + W / 2, to.y]
      const bend = Math.max(20, Math.abs(y2 - y1) / 2)
      return html`<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" stroke="#9aa0ab" fill="none"/>`
    })}
    ${run.steps.map((step) => card(step, at(step.node)))}
  </svg>`
}

function card(step: StepView, { x, y }: { x: number; y: number }): Html {
  const state = step.reused && step.state === 'succeeded' ? 'reused' : step.state
  const mark = marks[state] ?? { sign: '·', colour: '#686c76', word: state }
  const component = findComponent(step.component)?.name ?? step.component
  return html`<g><rect x="${x}" y="${y}" width="${W}" height="${H}" rx="6" fill="#fff" stroke="#c9cdd4"/><rect x="${x}" y="${y}" width="4" height="${H}" rx="2" fill="${mark.colour}"/><text x="${x + 14}" y="${y + 21}" class="step">${cut(step.name || component, 27)}</text><text x="${x + 14}" y="${y + 39}">${cut(component, 26)} · <tspan fill="${mark.colour}">${mark.sign} ${mark.word}</tspan></text></g>`
}
