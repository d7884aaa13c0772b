import { formatCount, formatInteger, formatPercent } from '@/components/ui/format'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { formatKappa } from './number-link'
import type { Look } from './prepare-quality'

interface Shown {
  name: string
  value: string
  help: string
}

function numbersOf({ agreement, pairs }: QualityReport): Shown[] {
  const { percent, fleiss, alpha, f1, iou, oks } = agreement
  const kappas = pairs.flatMap(({ kappa }) => kappa ?? [])
  const share = (value: number | null, name: string, help: string) => (value === null ? [] : [{ name, value: formatPercent(value), help }])
  const chance = 'chance alone gives 0, full agreement 1'
  return [
    ...share(percent, 'Same labels', 'Share of the pairs of opinions that gave an image the same labels.'),
    ...(kappas.length > 0 ? [{ name: 'Cohen’s kappa', value: formatKappa(kappas.reduce((sum, kappa) => sum + kappa, 0) / kappas.length), help: `Mean over pairs of people; ${chance}.` }] : []),
    ...(fleiss ? [{ name: 'Fleiss’ kappa', value: formatKappa(fleiss.kappa), help: `Of ${formatCount(fleiss.units, 'image')} with ${formatInteger(fleiss.raters)} people each; ${chance}.` }] : []),
    ...(alpha === null ? [] : [{ name: 'Krippendorff’s alpha', value: formatKappa(alpha), help: 'As kappa, for any number of people an image; 0.8 and more is held for reliable.' }]),
    ...share(f1, 'Same shapes (F1)', 'Shapes that overlap by half and have the same label, out of all that two people drew; mean of the pairs.'),
    ...share(iou, 'Overlap (IoU)', 'Shared area of matched shapes out of the area that either covers; mean.'),
    ...share(oks, 'Keypoints (OKS)', 'How near matched points are for the object’s size, as COCO measures it; mean.'),
  ]
}

/** The project's agreement; each number leads to the images where people differ. */
export function AgreementNumbers({ report, project, show }: { report: QualityReport; project: ProjectView; show: (look: Partial<Look>) => void }) {
  const { agreement, disagreeing, mostImages } = report
  const numbers = numbersOf(report)
  return (
    <section aria-label="Agreement" className="flex flex-col gap-3">
      <h2 className="text-sm font-medium">Agreement</h2>
      {agreement.pairs === 0 ? (
        <p className="max-w-[72ch] text-muted">
          {project.overlap > 1 ? 'No image has two opinions yet.' : 'Each image is labeled by one person here, so there is nothing to compare. Set “People for each image” to two or more in the settings to measure agreement.'}
        </p>
      ) : (
        <>
          <dl className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3">
            {numbers.map(({ name, value, help }) => (
              <div key={name} className="rounded-md border border-line bg-surface p-3">
                <dt className="text-sm text-muted">{name}</dt>
                <dd>
                  <button type="button" className="text-xl font-semibold tabular hover:text-link hover:underline" aria-label={`${name}: ${value}. Show where people differ`} onClick={() => show({ list: 'differ' })}>
                    {value}
                  </button>
                  <p className="mt-1 text-sm text-muted">{help}</p>
                </dd>
              </div>
            ))}
          </dl>
          <p className="text-sm text-muted">
            {formatCount(agreement.pairs, 'pair of opinions', 'pairs of opinions')} on {formatCount(agreement.images, 'image')}
            {agreement.images >= mostImages && `, the newest ${formatInteger(mostImages)}`}; {formatInteger(disagreeing)} differ.
          </p>
        </>
      )}
    </section>
  )
}
