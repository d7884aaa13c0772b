'use client'

import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { fetchExperiments, fetchKeys } from '@/components/experiments/queries'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import { dashboardKeys } from '../queries'

const quoted = (text: string) => text.replaceAll("'", "''").replaceAll('%', '\\%')

/** Experiments whose name contains what is typed, and the chosen one's name. */
export function useExperiments(chosen: string) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed)
  const list = useQuery({
    queryKey: ['experiments', slug, 'choices', contains],
    queryFn: async () => (await fetchExperiments(api, { filter: contains ? `name ILIKE '%${quoted(contains)}%'` : '', deleted: false })).experiments,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const experiments = list.data ?? []
  const here = experiments.find(({ id }) => id === chosen)?.name
  const one = useQuery({
    queryKey: ['experiments', slug, 'name', chosen],
    queryFn: async () => (await api.get<{ name: string }>(`/experiments/${chosen}`)).name,
    enabled: chosen !== '' && here === undefined && list.isSuccess,
    staleTime: 60_000,
    retry: false,
  })
  return { experiments, name: here ?? one.data, search: setTyped }
}

export type KeyKind = 'metrics' | 'params' | 'tags'

/** Names that the runs of some experiments have and that contain what is typed; each once. */
export function useKeyNames(experiments: string[], kinds: readonly KeyKind[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed)
  const found = useQueries({
    queries: experiments.filter(Boolean).slice(0, 4).map((id) => ({
      queryKey: ['experiments', slug, id, 'keys', contains] as const,
      queryFn: () => fetchKeys(api, id, contains),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
      retry: false,
    })),
  })
  const names = [...new Set(found.flatMap(({ data }) => kinds.flatMap((kind) => (data?.[kind] ?? []).map((key) => (kinds.length > 1 ? `${kind}.${key}` : key)))))]
  return { names, search: setTyped }
}

/** People whose runs a dashboard can be narrowed to. */
export function usePeople() {
  const api = useApi()
  const { slug } = useWorkspace()
  const { data = [] } = useQuery({ queryKey: dashboardKeys.people(slug), queryFn: async () => (await api.get<{ people: string[] }>('/dashboards/people')).people, staleTime: 60_000 })
  return data
}
