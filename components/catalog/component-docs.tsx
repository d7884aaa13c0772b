import Link from 'next/link'
import { ComponentIcon } from '@/components/pipelines/component-icon'
import { Crumb } from '@/components/shell/crumb'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Facts } from '@/components/ui/facts'
import { Page, PageHeader } from '@/components/ui/page-header'
import { refOf } from '@/lib/catalog'
import { docs } from '@/lib/catalog/docs'
import { parametersOf } from '@/lib/catalog/parameters'
import type { Component } from '@/lib/catalog/types'
import { Markdown } from './markdown'
import { ParameterTable } from './parameter-table'
import { PortList } from './port-list'

export interface ComponentDocsProps {
  component: Component
  newest: Component | undefined
  /** The address of the list. */
  base: string
  linkFor: (name: string) => string | undefined
  /** The text where it is not one of those that come with Atelier. */
  text?: string
  actions?: React.ReactNode
  badge?: string
  /** Below the parameters. */
  children?: React.ReactNode
}

function runsIn({ runner }: Component): string {
  if (runner.kind === 'python') return `Python, environment ${runner.environment}`
  return runner.kind === 'table' ? 'DuckDB, on any agent' : 'Wherever the steps inside it run'
}

/** One component's page, made from its declaration alone. */
export function ComponentDocs({ component, newest, base, linkFor, text, actions, badge, children }: ComponentDocsProps) {
  const parameters = parametersOf(component)
  const ref = refOf(component)
  return (
    <Page>
      <Crumb label={component.name} />
      <PageHeader
        title={
          <span className="flex items-center gap-2">
            <ComponentIcon name={component.icon} className="size-5 text-muted" />
            {component.name}
          </span>
        }
        badge={
          <>
            <Badge>{component.category}</Badge>
            {badge && <Badge>{badge}</Badge>}
          </>
        }
        actions={actions}
        description={component.summary}
      />
      {newest && newest.version > component.version && (
        <p className="text-muted">
          There is a newer version:{' '}
          <Link className="text-link underline underline-offset-2" href={`${base}/${refOf(newest)}`}>
            {refOf(newest)}
          </Link>
        </p>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_280px] gap-8 max-lg:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-6">
          <Markdown text={text ?? docs[component.id] ?? ''} exampleName={`Example: ${component.name}`} linkFor={linkFor} />
          <section aria-labelledby="parameters" className="flex flex-col gap-2">
            <h2 id="parameters" className="text-lg font-semibold">
              Parameters
            </h2>
            {parameters.length === 0 ? <p className="text-muted">It has none.</p> : <ParameterTable parameters={parameters} />}
          </section>
          {children}
        </div>
        <aside className="flex flex-col gap-5 max-lg:order-first">
          <section aria-labelledby="inputs">
            <h2 id="inputs" className="mb-1.5 text-sm font-medium text-muted">
              Inputs
            </h2>
            <PortList ports={component.inputs} none="None; it starts a pipeline." />
          </section>
          <section aria-labelledby="outputs">
            <h2 id="outputs" className="mb-1.5 text-sm font-medium text-muted">
              Outputs
            </h2>
            <PortList ports={component.outputs} none="None." />
          </section>
          <Facts
            items={[
              {
                label: 'In JSON',
                value: (
                  <span className="flex items-center gap-1">
                    <code className="font-mono text-sm [overflow-wrap:anywhere]">{ref}</code>
                    <CopyButton text={ref} label={`Copy ${ref}`} />
                  </span>
                ),
              },
              { label: 'Runs in', value: runsIn(component) },
              { label: 'Reuse', value: component.deterministic ? 'Equal inputs and parameters give equal results, so a result is computed once.' : 'Computed anew in each run.' },
            ]}
          />
        </aside>
      </div>
    </Page>
  )
}
