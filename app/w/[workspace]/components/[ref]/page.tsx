import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ComponentDocs } from '@/components/catalog/component-docs'
import { requireContext } from '@/lib/auth/require-context'
import { components, findComponent, latest, refOf } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'

interface Props {
  params: Promise<{ workspace: string; ref: string }>
}

/** By `id@version`, or by the id alone, which is the newest version. */
function find(ref: string): Component | undefined {
  const given = decodeURIComponent(ref)
  return findComponent(given) ?? latest(given)
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: find((await params).ref)?.name ?? 'Components' }
}

export default async function ComponentPage({ params }: Props) {
  const { workspace, ref } = await params
  const ctx = await requireContext(workspace, 'pipelines.read')
  const component = find(ref)
  if (!component) notFound()
  const base = `/w/${ctx.workspace.slug}/components`
  const linkFor = (name: string) => {
    const named = components.find((other) => other.name === name && other !== component)
    return named && `${base}/${refOf(named)}`
  }
  return <ComponentDocs component={component} newest={latest(component.id)} base={base} linkFor={linkFor} />
}
