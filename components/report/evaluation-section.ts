import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { preparePrecisionRecall, prepareRoc } from '@/components/charts/prepare/curves'
import { preparePredicted, prepareResiduals } from '@/components/charts/prepare/regression'
import { prepareCalibration, prepareGains } from '@/components/charts/prepare/threshold'
import type { ConfusionSpec, Frame } from '@/components/charts/prepare/spec'
import { explain, explainRows } from '@/lib/results/explain'
import { rowsOrigin } from '@/lib/results/held-out'
import type { RunReport } from '@/lib/runs/report'
import type { RunView } from '@/lib/runs/schema'
import { html, type Html } from './html'
import { histogramSvg, lineSvg, scatterSvg } from './svg-plot'

/** How good the model is: numbers with their meaning, then drawings with a line on how to read each. */
export function evaluationSection(run: RunView, { step, evaluation, thresholds }: RunReport['evaluations'][number]): Html {
  const origin = rowsOrigin(run.graph, step.node)
  const metrics = explain(evaluation, origin).slice(0, 6)
  return html`<h2>Result: ${step.name}</h2>
<p class="${origin === 'trained-on' ? 'warning' : 'muted'}">${explainRows(evaluation, origin)}</p>
<dl class="metrics">${metrics.map((metric) => html`<div><dt>${metric.label}</dt><dd>${metric.text}</dd><p>${metric.sentence}</p></div>`)}</dl>
<div class="charts">${drawings(evaluation, thresholds)}</div>`
}

function drawings(evaluation: RunReport['evaluations'][number]['evaluation'], thresholds: RunReport['evaluations'][number]['thresholds']): Html[] {
  if (evaluation.kind === 'regression') {
    const [predicted, residuals] = [preparePredicted(evaluation), prepareResiduals(evaluation)]
    return [figure(predicted, () => scatterSvg(predicted)), figure(residuals, () => histogramSvg(residuals))]
  }
  const confusion = prepareConfusion(evaluation)
  const lines = [prepareRoc(evaluation), preparePrecisionRecall(evaluation)]
  if (thresholds) lines.push(prepareCalibration(thresholds.answer, thresholds.label, evaluation.target), prepareGains(thresholds.answer, thresholds.label, evaluation.target))
  return [figure(confusion, () => matrix(confusion)), ...lines.map((spec) => figure(spec, () => lineSvg(spec)))]
}

export function figure(spec: Frame, draw: () => Html): Html {
  return html`<figure><figcaption><b>${spec.title}</b>${spec.subtitle}.</figcaption>${spec.empty === null ? draw() : html`<p class="muted">${spec.empty}</p>`}</figure>`
}

/** More classes than this do not fit on paper. */
const mostClasses = 12

function matrix(spec: ConfusionSpec): Html {
  if (spec.classes.length > mostClasses) return html`<p class="muted">${spec.classes.length} classes are too many for a page; the studio shows the whole matrix.</p>`
  const cell = (actual: number, predicted: number) => {
    const found = spec.cells.find((entry) => entry.actual === actual && entry.predicted === predicted)!
    const shade = (found.shade * 0.5).toFixed(2)
    return html`<td style="background:rgba(${found.right ? '0,114,178' : '199,91,18'},${shade})"><b>${found.text}</b><br>${found.percent}</td>`
  }
  return html`<div class="wide"><table class="confusion"><thead><tr><th scope="col">actual ↓ predicted →</th>${spec.classes.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${spec.classes.map((name, actual) => html`<tr><th scope="row">${name}</th>${spec.classes.map((_, predicted) => cell(actual, predicted))}</tr>`)}</tbody></table></div>`
}
