import { useMemo } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { outputPath } from '@/components/results/use-output'
import { fetchRun, runKeys } from '@/components/runs/queries'
import { useApi, type Api } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRun, RunFile } from '@/lib/comparison/schema'
import { Evaluation } from '@/lib/results/evaluation'
import { fetchText } from '../run/artifact-queries'
import { isPicture, loggedKind, readLogged } from './logged-evaluations'
import { comparisonKeys, fetchEvaluationFiles, fetchMetrics } from './queries'

export interface FoundEvaluation {
  run: string
  /** Which of a run's evaluations: the step that wrote it, or that a client logged it. */
  kind: string
  evaluation: Evaluation
  /** Counts of a class against the rest, where nothing tells more. */
  rest: ReadonlyMap<string, number[][]>
}

const nothing: ReadonlyMap<string, number[][]> = new Map()
/** Larger files are no evaluations. */
const largest = 4_000_000
const binaryCounts = ['true_positives', 'false_negatives', 'false_positives', 'true_negatives']

/** Every evaluation that the steps of a pipeline's run have written. */
async function evaluationsOf(api: Api, run: string, pipelineRun: string): Promise<FoundEvaluation[]> {
  const view = await fetchRun(api, pipelineRun)
  const outputs = view.steps.flatMap((step) => Object.entries(step.outputs).flatMap(([port, output]) => (output.type === 'evaluation' ? [{ step, port }] : [])))
  const read = await Promise.all(outputs.map(async ({ step, port }) => ({ step: step.name, parsed: z.safeParse(Evaluation, await api.get(outputPath({ run: view, step: step.node, port }))) })))
  return read.flatMap(({ step, parsed }) => (parsed.success ? [{ run, kind: `${step}: ${parsed.data.target}`, evaluation: parsed.data, rest: nothing }] : []))
}

/** What clients have logged, each run's files together. */
async function loggedEvaluations(api: Api, workspace: string, runs: readonly string[], files: readonly RunFile[]): Promise<FoundEvaluation[]> {
  const data = files.filter(({ path, size }) => !isPicture(path) && loggedKind(path) !== null && size <= largest)
  const [texts, { metrics }] = await Promise.all([Promise.all(data.map(async ({ run, path }) => ({ run, path, text: await fetchText(workspace, path) }))), fetchMetrics(api, runs, { names: binaryCounts })])
  return runs.flatMap((run) => {
    const logged = readLogged(texts.filter((text) => text.run === run), metrics, run)
    return logged ? [{ run, kind: 'Logged by the client', ...logged }] : []
  })
}

/** Evaluations of runs, whoever wrote them, and pictures of such where a client logged pictures. */
export function useEvaluations(runs: readonly ComparedRun[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const queries = useQueries({
    queries: runs.filter((run) => run.pipelineRunId !== null).map((run) => ({ queryKey: [...runKeys.run(slug, run.pipelineRunId!), 'evaluations'], queryFn: () => evaluationsOf(api, run.id, run.pipelineRunId!), staleTime: 60_000 })),
  })
  const logged = useQuery({
    queryKey: comparisonKeys.evaluations(slug, ids),
    queryFn: async () => {
      const files = await fetchEvaluationFiles(api, ids)
      return { pictures: files.filter(({ path }) => isPicture(path)), found: await loggedEvaluations(api, slug, ids, files) }
    },
    enabled: ids.length > 0,
    staleTime: 60_000,
  })
  const every = [...queries, logged]
  return {
    error: every.find(({ error }) => error)?.error ?? null,
    pending: every.some(({ isPending, isEnabled }) => isPending && isEnabled),
    found: [...queries.flatMap(({ data }) => data ?? []), ...(logged.data?.found ?? [])],
    pictures: logged.data?.pictures ?? [],
    retry: () => every.forEach((query) => query.error && void query.refetch()),
  }
}
