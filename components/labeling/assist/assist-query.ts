import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { AssistView } from '@/lib/labeling/assist/schema'
import { labelingKey, projectPath } from '../labeling-queries'

/** Steps of a run take seconds. */
const lookAgainMs = 4_000

export const assistPath = (project: string) => `${projectPath(project)}/assist`

export const assistQuery = (workspace: string, project: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'assist', project], queryFn: ({ signal }) => api(workspace).get<AssistView>(assistPath(project), { signal }), refetchInterval: lookAgainMs })
