import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { CreateOwnInput, OwnView, PublishOwnInput } from '@/lib/workspace-components/schema'
import { setOwn } from './own'
import { ownKeys, ownListQuery } from './queries'

export type Saving = { id?: undefined; input: CreateOwnInput } | { id: string; input: PublishOwnInput }

/** Keeps a new component, or with an id the next version of one; the page knows it when this is done. */
export function useSaveOwn() {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  return useMutation({
    mutationFn: async ({ id, input }: Saving) => {
      const made = await api.post<OwnView>(id === undefined ? '/components' : `/components/${id}/versions`, input)
      await client.invalidateQueries({ queryKey: ownKeys.all(slug), refetchType: 'none' })
      setOwn(await client.fetchQuery({ ...ownListQuery(slug), staleTime: 0 }))
      return made
    },
  })
}
