'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Hammer, Pencil } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { ErrorNote } from '@/components/ui/error-note'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentView } from '@/lib/environments/schema'
import { environmentsKey, isMoving } from './environment-queries'

/** Build now, archive, next version. */
export function EnvironmentActions({ environment }: { environment: EnvironmentView }) {
  const { slug } = useWorkspace()
  const mayWrite = useCan('environments.write')
  const { change, build } = useChanges(environment)
  const [asking, setAsking] = useState(false)
  if (!mayWrite) return null
  const { name, version, kind, stage, archived, agents } = environment
  const failed = agents.some(({ connected, state }) => connected && state === 'failed')
  const done = agents.some(({ connected }) => connected) && agents.filter(({ connected }) => connected).every(({ state }) => state === 'ready')
  return (
    <>
      {(build.error ?? change.error) && <ErrorNote className="w-full" error={build.error ?? change.error} />}
      {kind === 'custom' &&
        (archived ? (
          <Button icon={ArchiveRestore} busy={change.isPending} onClick={() => change.mutate(false)}>
            Bring back
          </Button>
        ) : (
          <Button variant="ghost" icon={Archive} onClick={() => setAsking(true)}>
            Archive
          </Button>
        ))}
      {stage === 'ready' && !archived && (
        <Button icon={Hammer} busy={build.isPending} disabled={isMoving(environment) || done} title={done ? 'Every connected agent that was asked has it' : undefined} onClick={() => build.mutate()}>
          {failed ? 'Build again' : 'Build now'}
        </Button>
      )}
      {kind === 'custom' && !archived && (
        <Button asChild variant="primary" icon={Pencil}>
          <Link href={`/w/${slug}/environments/${name}@${version}/edit`}>{stage === 'failed' ? 'Change it' : 'New version'}</Link>
        </Button>
      )}
      <Confirm open={asking} onOpenChange={setAsking} title={`Archive ${name}?`} action="Archive" danger={false} onConfirm={() => change.mutateAsync(true)}>
        Steps that name it cannot be run until it is brought back or they name another. Results stay, and runs under way end in it.
      </Confirm>
    </>
  )
}

function useChanges({ name, version }: EnvironmentView) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: environmentsKey(slug) })
  const change = useMutation({ mutationFn: (archived: boolean) => api.patch(`/environments/${name}`, { archived }), onSuccess })
  const build = useMutation({ mutationFn: () => api.post(`/environments/${name}/prewarm`, { version }), onSuccess })
  return { change, build }
}
