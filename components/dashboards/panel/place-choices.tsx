'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import { SearchChoice, type SearchChoiceProps } from '../fields/search-choice'

type Props = Pick<SearchChoiceProps, 'value' | 'onChange' | 'id' | 'aria-describedby'>
interface Named {
  id: string
  name: string
}

export function PipelineChoice(props: Props) {
  return <NamedChoice {...props} what="pipelines" all="All pipelines" none="No pipeline’s name contains this." />
}

export function ProjectChoice(props: Props) {
  return <NamedChoice {...props} what="projects" all="All projects" none="No project’s name contains this." />
}

function NamedChoice({ what, all, none, ...rest }: Props & { what: 'pipelines' | 'projects'; all: string; none: string }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const { data = [] } = useQuery({
    queryKey: ['dashboards', slug, 'choices', what],
    queryFn: async (): Promise<Named[]> => (what === 'pipelines' ? (await api.get<{ pipelines: Named[] }>('/pipelines?limit=500')).pipelines : (await api.get<{ projects: Named[] }>('/labeling/projects')).projects),
    staleTime: 30_000,
  })
  return (
    <SearchChoice
      {...rest}
      placeholder={all}
      clear={all}
      shown={data.find(({ id }) => id === rest.value)?.name ?? 'One that is gone'}
      choices={data.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase())).map(({ id, name }) => ({ value: id, label: name }))}
      onSearch={setTyped}
      none={none}
    />
  )
}
