'use client'

import { useState } from 'react'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { Select } from '@/components/ui/select'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { bothWays, prepareCells, type Look } from './prepare-quality'

/** Which labels people take for each other; a cell shows its images. */
export function Confusion({ report, project, show }: { report: QualityReport; project: ProjectView; show: (look: Partial<Look>) => void }) {
  const [chosen, setChosen] = useState('all')
  const pair = report.pairs[Number(chosen)]
  const nameOf = (id: string) => report.people.find((person) => person.id === id)?.name ?? 'somebody'
  const spec = pair ? prepareCells(pair.cells, project.labels, { down: nameOf(pair.a), across: nameOf(pair.b) }) : prepareCells(bothWays(report), project.labels, { down: 'one person', across: 'another' })
  const idOf = (name: string) => spec.ids[spec.classes.indexOf(name)]!
  return (
    <section aria-label="Confusion between people" className="flex min-w-0 flex-col gap-2">
      {report.pairs.length > 1 && (
        <Select aria-label="Whose labels" className="w-72 max-w-full" value={chosen} onValueChange={setChosen} options={[{ value: 'all', label: 'Everybody, each pair both ways' }, ...report.pairs.map(({ a, b }, index) => ({ value: String(index), label: `${nameOf(a)} and ${nameOf(b)}` }))]} />
      )}
      <ConfusionMatrix spec={spec} onCell={(down, across) => show({ list: 'differ', people: pair ? [pair.a, pair.b] : [], cell: [idOf(down), idOf(across)] })} />
    </section>
  )
}
