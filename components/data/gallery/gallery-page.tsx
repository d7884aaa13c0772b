'use client'

import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { GalleryItem } from '@/lib/data/gallery'
import type { VersionView } from '@/lib/data/schema'
import { dataKey, dataListQuery, untilRead } from '../data-queries'
import type { ImageSetView } from '@/lib/labeling/gallery/sets'
import { ImageSetCard } from '../../labeling/gallery/image-set-card'
import { GalleryCard, type CardState } from './gallery-card'

/** Open data sets that come with the studio; one press adds one. */
export function GalleryPage({ items, imageSets }: { items: GalleryItem[]; imageSets: ImageSetView[] }) {
  const { slug } = useWorkspace()
  const mayAdd = useCan('data.write')
  const api = useApi()
  const client = useQueryClient()
  const url = useUrlState()
  const { data: assets } = useQuery(dataListQuery(slug))
  const [states, setStates] = useState<Record<string, CardState>>({})
  const search = url.get('q') ?? ''
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = items.filter((item) => {
    const text = [item.title, item.id, item.description, ...item.columns, ...item.sources.map((source) => source.title)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })

  const sets = imageSets.filter((set) => {
    const text = [set.title, set.id, set.description, ...set.names, set.source.title, 'images photographs labeling boxes'].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })

  async function add(item: GalleryItem) {
    const set = (state: CardState) => setStates((all) => ({ ...all, [item.id]: state }))
    set({ kind: 'adding' })
    try {
      const added = await api.post<VersionView & { name: string }>('/data', { gallery: item.id })
      const read = await untilRead(slug, added, new AbortController().signal)
      set(read.state === 'ready' ? { kind: 'added', name: read.name } : { kind: 'failed', error: new Error(read.message) })
    } catch (error) {
      set({ kind: 'failed', error })
    }
    await client.invalidateQueries({ queryKey: dataKey(slug) })
  }

  const addedName = (item: GalleryItem) => assets?.find((asset) => asset.latest.source.kind === 'gallery' && asset.latest.source.dataset === item.id)?.name
  return (
    <Page>
      <Crumb label="Gallery" />
      <PageHeader title="Gallery" description={`${formatCount(items.length, 'open data set')} that come with the studio. Licences are as their sources state them; check them before you publish.`} />
      <Input type="search" aria-label="Find a data set" placeholder="Find by title, column or source" className="max-w-80" value={search} onChange={(event) => url.set({ q: event.target.value })} />
      {sets.length > 0 && (
        <section aria-labelledby="image-sets" className="flex flex-col gap-2">
          <h2 id="image-sets" className="font-medium">
            Images to label
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {sets.map((set) => (
              <ImageSetCard key={set.id} set={set} />
            ))}
          </ul>
          <h2 className="mt-2 font-medium">Tables</h2>
        </section>
      )}
      {shown.length === 0 && sets.length === 0 ? (
        <p className="text-muted">
          No data set matches “{search}”.{' '}
          <button type="button" className="link" onClick={() => url.set({ q: null })}>
            Show all
          </button>
        </p>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((item) => (
            <GalleryCard key={item.id} workspace={slug} item={item} mayAdd={mayAdd} added={addedName(item)} state={states[item.id]} onAdd={() => void add(item)} />
          ))}
        </ul>
      )}
    </Page>
  )
}
