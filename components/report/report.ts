import { formatCount, formatDuration } from '@/components/ui/format'
import { elapsed } from '@/lib/runs/duration'
import type { RunReport } from '@/lib/runs/report'
import { progressWords } from '../runs/status'
import { dataSection } from './data-section'
import { evaluationSection } from './evaluation-section'
import { Html, html } from './html'
import { lineageSection } from './lineage-section'
import { modelSection } from './model-section'
import { pipelineSvg } from './pipeline-svg'
import { stepsSection } from './steps-section'
import { reportStyle } from './style'
import { when } from './words'

/** One self-contained page about a run: no script, nothing fetched, good on paper. Every text of a person's is escaped. */
export async function renderReport(report: RunReport): Promise<string> {
  const { run } = report
  const span = elapsed(run.createdAt, run.endedAt, Date.parse(report.madeAt))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Run ${run.number} of ${run.name}</title>
<style>${new Html(reportStyle)}</style>
</head>
<body>
<header>
<p class="muted">${report.workspace}</p>
<h1>${run.name} <span class="muted">· run ${run.number}</span> <span class="state ${run.state}">${run.state}</span></h1>
<p class="muted">Run by ${run.createdBy} on ${when(run.createdAt)}${span === null ? null : `; it took ${formatDuration(span)}`}; ${progressWords(run.counts)}.${run.pipelineName && run.pipelineName !== run.name ? ` Pipeline: ${run.pipelineName}.` : null}</p>
${run.steps.filter(({ state }) => state === 'failed').map((step) => html`<p class="warning"><strong>${step.name} failed.</strong> ${step.message}</p>
`)}</header>
<main>
${report.evaluations.map((entry) => evaluationSection(run, entry))}
${report.models.map(modelSection)}
<h2>How it was made</h2>
<p class="muted">Each box is a step; rows flow from top to bottom. “Reused” means that an equal step had been computed before.</p>
${await pipelineSvg(run)}
${dataSection(report)}
${stepsSection(run)}
${lineageSection(report)}
</main>
<footer>Made by Atelier for ${report.madeBy} on ${when(report.madeAt)}, from run ${run.number} (<code>${run.id}</code>) with ${formatCount(run.steps.length, 'step')}. All numbers are computed from the run’s own outputs.</footer>
</body>
</html>`
  return page.text
}
