import type { Metadata } from 'next'
import { ComponentList } from '@/components/catalog/component-list'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requireContext } from '@/lib/auth/require-context'
import { refOf, search } from '@/lib/catalog'

export const metadata: Metadata = { title: 'Components' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ComponentsPage({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'pipelines.read')
  const query = [(await searchParams).q].flat()[0] ?? ''
  const listed = search('').map((component) => ({
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
      <PageHeader title="Components" description="The steps that a pipeline can be drawn from: what each does, its ports and parameters, and an example." />
      <ComponentList components={listed} query={query} />
    </Page>
  )
}
