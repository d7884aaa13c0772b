import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ComponentDocs } from '@/components/catalog/component-docs'
import { requireContext } from '@/lib/auth/require-context'
import { components, findComponent, latest, refOf } from '@/lib/catalog'
import { OwnActions } from '@/components/workspace-components/own-actions'
import { OwnVersions } from '@/components/workspace-components/own-versions'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { docsOf } from '@/lib/workspace-components/docs'
import { loadCatalogue } from '@/lib/workspace-components/load'
import { readOwn, readOwnVersion } from '@/lib/workspace-components/read'
import { isOwnRef } from '@/lib/workspace-components/schema'
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
  const { ref } = await params
  return { title: find(ref)?.name ?? decodeURIComponent(ref) }
}

export default async function ComponentPage({ params }: Props) {
  const { workspace, ref } = await params
  const ctx = await requireContext(workspace, 'pipelines.read')
  const given = decodeURIComponent(ref)
  if (isOwnRef(given)) return <OwnPage ctx={ctx} given={given} />
  const component = find(ref)
  if (!component) notFound()
  const base = `/w/${ctx.workspace.slug}/components`
  const linkFor = (name: string) => {
    const named = components.find((other) => other.name === name && other !== component)
    return named && `${base}/${refOf(named)}`
  }
  return <ComponentDocs component={component} newest={latest(component.id)} base={base} linkFor={linkFor} />
}

/** A component of the workspace: what its declaration tells, and its versions. */
async function OwnPage({ ctx, given }: { ctx: Context; given: string }) {
  const [id = '', version] = given.split('@')
  const view = await (version === undefined ? readOwn(ctx, id) : readOwnVersion(ctx, id, version)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  const catalogue = await loadCatalogue(ctx)
  const component = catalogue.find(`${view.id}@${view.version}`)
  if (!component) notFound()
  const base = `/w/${ctx.workspace.slug}/components`
  const linkFor = (name: string) => {
    const named = catalogue.search('').find((other) => other.name === name && other.id !== component.id)
    return named && `${base}/${refOf(named)}`
  }
  return (
    <ComponentDocs
      component={component}
      newest={catalogue.latest(component.id)}
      base={base}
      linkFor={linkFor}
      text={docsOf(component, view.declaration, view.source, catalogue)}
      badge={view.archived ? 'Archived' : undefined}
      actions={<OwnActions component={view} />}
    >
      <OwnVersions component={view} />
    </ComponentDocs>
  )
}
