import type { Metadata } from 'next'
import { ComponentList } from '@/components/catalog/component-list'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requireContext } from '@/lib/auth/require-context'
import { refOf } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { loadCatalogue } from '@/lib/workspace-components/load'
import { NewComponent } from '@/components/workspace-components/new-component'

export const metadata: Metadata = { title: 'Components' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ComponentsPage({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'pipelines.read')
  const query = [(await searchParams).q].flat()[0] ?? ''
  const catalogue = await loadCatalogue(ctx)
  const listed = own(catalogue.search('')).map((component) => ({
    id: component.id,
    ref: refOf(component),
    name: component.name,
    category: component.category,
    summary: component.summary,
    keywords: component.keywords,
    icon: component.icon,
    inputs: component.inputs.map((port) => port.type),
    outputs: component.outputs.map((port) => port.type),
    href: `/w/${ctx.workspace.slug}/components/${refOf(component)}`,
  }))
  return (
    <Page>
      <PageHeader title="Components" description="The steps that a pipeline can be drawn from: what each does, its ports and parameters, and an example." actions={<NewComponent />} />
      <ComponentList components={listed} query={query} />
    </Page>
  )
}

/** The workspace's own stand first: they are fewest, and made for the work here. */
function own(components: Component[]): Component[] {
  return [...components.filter((component) => component.category === 'Workspace'), ...components.filter((component) => component.category !== 'Workspace')]
}
