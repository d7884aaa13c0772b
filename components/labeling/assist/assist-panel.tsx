'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { lazyPart } from '@/components/ui/lazy-part'
import { Badge } from '@/components/ui/badge'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { AssistView } from '@/lib/labeling/assist/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { assistQuery } from './assist-query'
import { accuracyWords, answeredWords, measuredWords, stateWords } from './assist-words'
import type { AssistChartsProps } from './assist-charts'
import { EachLabel } from './each-label'
import { ReopenButton } from './reopen-button'

const Charts = lazyPart<AssistChartsProps>(() => import('./assist-charts').then((part) => part.AssistCharts), { loading: () => <div aria-busy className="min-h-80" /> })

/** What a model learns from the project's labels: what it does now and why, and how right it is. */
export function AssistPanel({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const { data, error } = useQuery(assistQuery(slug, project.id))
  const mayManage = useCan('labeling.manage')
  if (error) return <ErrorNote title="The state of the model could not be read" error={error} />
  if (!data) return null
  const { word, tone, text } = stateWords(data)
  return (
    <section aria-label="Model" className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 text-sm font-medium">
        Learning from labels <Badge tone={tone}>{word}</Badge>
      </h2>
      <p className="max-w-[80ch] text-muted">{text}</p>
      {data.problem && (
        <ErrorNote title="The last run came to nothing" className="max-w-[80ch]">
          {data.problem} It is tried again by itself.
        </ErrorNote>
      )}
      {data.state.kind !== 'unsuited' && <Numbers view={data} slug={slug} />}
      {data.accepted > 0 && mayManage && <ReopenButton project={project} count={data.accepted} />}
      {data.each.length > 0 && <EachLabel view={data} project={project} />}
      {data.rounds.length > 0 && <Charts rounds={data.rounds} curve={data.curve} target={data.settings.target} learns={data.learns} />}
    </section>
  )
}

function Numbers({ view, slug }: { view: AssistView; slug: string }) {
  const last = view.rounds.at(-1)
  const facts: [string, React.ReactNode][] = []
  if (last || view.described > 0) facts.push([view.learns === 'things' ? 'Images searched' : 'Images looked at', `${formatInteger(view.described)} of ${formatInteger(view.images)}`])
  if (last) {
    facts.push(['Images with proposals', formatInteger(view.proposed)])
    facts.push([view.learns === 'things' ? 'Mean average precision' : 'Right, by cross-validation', accuracyWords(view)])
    facts.push(['People agreed, where it was sure', measuredWords(view.sure)], ['Of these, without seeing the proposal', measuredWords(view.blind)])
    facts.push(view.learns === 'label' ? ['People agreed, sure or not', measuredWords(view.all)] : ['What became of proposals', answeredWords(view.things)])
    if (view.accepted > 0) facts.push(['Accepted without a person', formatInteger(view.accepted)])
    if (view.descriptions !== '') facts.push(['Learned from', view.descriptions === 'network' ? 'ImageNet features' : view.descriptions === 'classical' ? 'edges and colours' : 'ImageNet features, edges and colours'])
    const version = view.rounds.findLast(({ modelVersion }) => modelVersion !== null)?.modelVersion
    if (view.model && version) facts.push(['Registered model', `${view.model}, version ${version}`])
  }
  const run = view.run ?? last?.run
  if (facts.length === 0 && !run) return null
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="font-medium tabular">{value}</dd>
        </div>
      ))}
      {run && (
        <div>
          <dt className="text-sm text-muted">{view.run ? 'Run under way' : 'Last run'}</dt>
          <dd>
            <Link className="text-link hover:underline" href={`/w/${slug}/runs/${run}`}>
              Open the run
            </Link>
          </dd>
        </div>
      )}
    </dl>
  )
}
