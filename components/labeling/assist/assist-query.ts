import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { AssistView } from '@/lib/labeling/assist/schema'
import { labelingKey, projectPath } from '../labeling-queries'

/** Steps of a run take seconds; where none is under way little changes. */
const [lookAgainMs, idleMs] = [4_000, 8_000]

export const assistPath = (project: string) => `${projectPath(project)}/assist`

export const assistQuery = (workspace: string, project: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'assist', project], queryFn: ({ signal }) => api(workspace).get<AssistView>(assistPath(project), { signal }), refetchInterval: ({ state }) => (state.data?.run ? lookAgainMs : idleMs) })
