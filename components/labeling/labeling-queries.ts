import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { LabelingDashboard } from '@/lib/labeling/read-dashboard'
import type { ImagePage, JobView, OpinionsView, ProjectView, ShapeKindName } from '@/lib/labeling/schema'

/** Every query about labeling projects begins so; invalidating it refreshes all of them. */
export const labelingKey = (workspace: string) => ['labeling', workspace] as const

export const labelingHref = (workspace: string, project?: string) => `/w/${workspace}/labeling${project === undefined ? '' : `/${project}`}`
export const projectPath = (id: string) => `/labeling/projects/${id}`

/** People label while the page is open, so it looks again. */
const lookAgainMs = 10_000

export const projectsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...labelingKey(workspace), 'list'],
    queryFn: async ({ signal }) => (await api(workspace).get<{ projects: ProjectView[] }>('/labeling/projects', { signal })).projects,
    refetchInterval: lookAgainMs,
  })

export const projectQuery = (workspace: string, id: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'one', id], queryFn: ({ signal }) => api(workspace).get<ProjectView>(projectPath(id), { signal }), refetchInterval: lookAgainMs })

export const dashboardQuery = (workspace: string, id: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'dashboard', id], queryFn: ({ signal }) => api(workspace).get<LabelingDashboard>(`${projectPath(id)}/dashboard`, { signal }), refetchInterval: lookAgainMs })

export const qualityQuery = (workspace: string, id: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'quality', id], queryFn: ({ signal }) => api(workspace).get<QualityReport>(`${projectPath(id)}/quality`, { signal }) })

export const imagesQuery = (workspace: string, id: string, query: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'images', id, query], queryFn: ({ signal }) => api(workspace).get<ImagePage>(`${projectPath(id)}/images?${query}`, { signal }), placeholderData: (before) => before })

export const opinionsQuery = (workspace: string, task: string) =>
  queryOptions({ queryKey: [...labelingKey(workspace), 'opinions', task], queryFn: ({ signal }) => api(workspace).get<OpinionsView>(`/labeling/tasks/${task}/review`, { signal }) })

/** Files that were sent into the project, the last first; looked at often while one is on its way. */
export const jobsQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: [...labelingKey(workspace), 'jobs', id],
    queryFn: async ({ signal }) => (await api(workspace).get<{ jobs: JobView[] }>(`${projectPath(id)}/jobs`, { signal })).jobs,
    refetchInterval: ({ state }) => (state.data?.some((job) => job.state === 'running') ? 2_000 : lookAgainMs),
  })

/** How far a file is that is being taken in. */
export const jobWords = ({ message, done, total }: JobView): string => (total > 0 ? `${done.toLocaleString('en')} of ${total.toLocaleString('en')} images taken in` : message || 'Waiting for its turn')

/** Opens an image to be corrected, or its answer to be drawn; `from` is the part of the project that one comes back to. */
export const correctHref = (workspace: string, project: string, task: string, as: 'correct' | 'gold', from: string) => `${labelingHref(workspace, project)}/label?${new URLSearchParams({ task, as, from })}`

/** Waits until a file has been taken in. `tell` hears how far it is. @throws ApiError */
export async function untilDone(workspace: string, project: string, job: JobView, tell?: (job: JobView) => void): Promise<JobView> {
  let now = job
  while (now.state === 'running') {
    tell?.(now)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    now = await api(workspace).get(`${projectPath(project)}/jobs/${now.id}`)
  }
  return now
}

/** An image's address with the workspace, as `<img>` needs it. */
export const withWorkspace = (url: string, workspace: string) => `${url}${url.includes('?') ? '&' : '?'}workspace=${encodeURIComponent(workspace)}`

export const kindNames: Record<ShapeKindName, string> = { tag: 'Label of the whole image', box: 'Boxes', polygon: 'Polygons', mask: 'Masks', keypoints: 'Keypoints' }
