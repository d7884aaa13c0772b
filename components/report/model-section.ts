import { prepareImportances } from '@/components/charts/prepare/importances'
import { formatCount } from '@/components/ui/format'
import type { RunReport } from '@/lib/runs/report'
import { figure } from './evaluation-section'
import { html, type Html } from './html'
import { barSvg } from './svg-plot'

/** What the model is and what it looks at. */
export function modelSection({ step, card }: RunReport['models'][number]): Html {
  const importances = prepareImportances(card, 12)
  const learns = { classification: `which ${card.target} a row has`, regression: `the number ${card.target}`, clustering: 'which rows are alike' }[card.task]
  return html`<h2>Model: ${step.name}</h2>
<p>${card.algorithmName} learned ${learns} from ${formatCount(card.trainedRows, 'row')} and ${formatCount(card.features.length, 'column')}${card.skippedRows > 0 ? `; ${formatCount(card.skippedRows, 'row')} had to be left out` : null}.</p>
${card.warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
<div class="charts">${figure(importances, () => barSvg(importances))}</div>`
}
