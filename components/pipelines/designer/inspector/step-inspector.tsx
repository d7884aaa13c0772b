'use client'

import '@/lib/catalog/everything'
import { useCallback, useMemo } from 'react'
import Link from 'next/link'
import { Replace } from 'lucide-react'
import { findComponent } from '@/lib/catalog'
import type { Component, Problem } from '@/lib/catalog/types'
import type { GraphNode } from '@/lib/graph/schema'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Tooltip } from '@/components/ui/tooltip'
import { OwnStep } from '@/components/workspace-components/own-step'
import { applyFix } from '../../actions/apply-fix'
import { declareParameter } from '../../actions/edit-parameters'
import { noteStep, renameStep, setParams } from '../../actions/edit-step'
import { ComponentIcon } from '../../component-icon'
import { useStore } from '../../draft/store'
import { StepComments } from '../comments/step-comments'
import { noProblems, useDesigner, useStep } from '../designer-context'
import { ComputeSection } from '../lazy-parts'
import { ProblemLine } from '../problem-line'
import { below } from './below'
import { ColumnsIn } from './columns-in'
import { defaultsOf } from './defaults'
import { InputWires } from './input-wires'
import { ParamFields } from './param-fields'
import { TiesProvider, tiesWith } from './ties'

/** One step: its name, params, what feeds it, the columns that arrive, a note. */
export function StepInspector({ id }: { id: string }) {
  const step = useStep(id)
  const component = step && findComponent(step.component)
  if (!step) return null
  return (
    <div data-step={id} className="flex flex-col gap-4 p-4">
      <Heading step={step} component={component} />
      {component?.category === 'Workspace' && <OwnStep step={step} component={component} />}
      {component ? <Params step={step} component={component} /> : <p className="text-muted">This studio has no component “{step.component}”. The step stays as it is until you delete it.</p>}
      <InputWires step={step} />
      <ColumnsIn id={id} />
      <Note step={step} />
      <ComputeSection id={id} />
      <StepComments node={id} />
    </div>
  )
}

function Heading({ step, component }: { step: GraphNode; component: Component | undefined }) {
  const { draft, canEdit, workspace, panel } = useDesigner()
  return (
    <header className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <ComponentIcon name={component?.icon ?? 'box'} className="size-4 shrink-0 text-muted" />
        <Input
          // Another component, another name where the step has none of its own.
          key={`${step.component} ${step.name}`}
          aria-label="Name of the step"
          className="-ml-1 h-7 border-transparent px-1 text-lg font-semibold hover:border-control"
          defaultValue={step.name || component?.name || step.component}
          disabled={!canEdit}
          maxLength={200}
          onBlur={(event) => renameStep(draft, step.id, event.target.value === component?.name ? '' : event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        {canEdit && (
          <Tooltip content="Replace the component" side="left">
            <Button variant="ghost" size="sm" icon={Replace} aria-label="Replace the component" onClick={(event) => panel.set({ kind: 'quick-add', at: below(event.currentTarget), replace: step.id })} />
          </Tooltip>
        )}
      </div>
      {component && (
        <p className="text-sm text-muted">
          {component.summary}.{' '}
          <Link className="link" href={`/w/${workspace}/components/${encodeURIComponent(step.component)}`}>
            What it does
          </Link>
        </p>
      )}
    </header>
  )
}

function Params({ step, component }: { step: GraphNode; component: Component }) {
  const { draft, canEdit, checked } = useDesigner()
  const problems = useStore(checked, (value) => value.byNode.get(step.id) ?? noProblems)
  const inputs = useStore(checked, (value) => value.analysis.inputs[step.id])
  const values = useMemo(() => ({ ...defaultsOf(component), ...step.params }), [component, step.params])
  const parameters = useStore(draft.graph, (graph) => graph.parameters)
  const ties = useMemo(() => tiesWith(parameters, (parameter, then) => declareParameter(draft, parameter, then)), [parameters, draft])
  const columns = useCallback((port: string) => inputs?.[port], [inputs])
  const atField = useMemo(() => problemsByField(component, problems), [component, problems])
  const others = problems.filter((problem) => !problem.param || atField.get(problem.param) !== problem)
  return (
    <>
      {others.length > 0 && (
        <ul className="flex flex-col gap-2 rounded-md border border-line p-2">
          {others.map((problem, index) => (
            <ProblemLine key={index} node={step.id} problem={problem} />
          ))}
        </ul>
      )}
      <div data-params className="flex flex-col gap-4">
        <TiesProvider value={ties}>
          <ParamFields
            fields={component.fields}
            values={values}
            columns={columns}
            disabled={!canEdit}
            problemOf={(name) => atField.get(name)}
            onFix={(problem) => applyFix(draft, problem)}
            onChange={(name, value, options) => {
              const label = component.fields.find((field) => field.name === name)?.label ?? name
              setParams(draft, step.id, { [name]: value }, { label: `set “${label}”`, typing: options?.typing })
            }}
          />
        </TiesProvider>
      </div>
      {component.fields.length === 0 && <p className="text-muted">There is nothing to set.</p>}
    </>
  )
}

/** The first error of each field is said at the field; everything else above the form. */
function problemsByField(component: Component, problems: readonly Problem[]): Map<string, Problem> {
  const first = new Map<string, Problem>()
  for (const problem of problems) {
    const field = component.fields.some((other) => other.name === problem.param)
    if (field && problem.param && problem.severity === 'error' && !first.has(problem.param)) first.set(problem.param, problem)
  }
  return first
}

function Note({ step }: { step: GraphNode }) {
  const { draft, canEdit } = useDesigner()
  return (
    <Field label="Note" help="For whoever reads the pipeline; shown when the pointer rests on the step.">
      <Textarea value={step.note} disabled={!canEdit} maxLength={10_000} onChange={(event) => noteStep(draft, step.id, event.target.value)} />
    </Field>
  )
}
