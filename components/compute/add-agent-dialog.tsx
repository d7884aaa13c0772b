'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatExact } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { JoinState, JoinToken } from '@/lib/compute/join'
import { attachCommand, isLocal, shells, type Shell } from './attach-command'

/** Shows the one line that makes a machine an agent, and says when it has. */
export function AddAgentDialog({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const { data: join, error } = useQuery({
    queryKey: ['compute', 'new-join'],
    queryFn: () => api.post<JoinToken>('/agents/join-tokens', {}),
    // A token for each dialog, and one alone.
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Add an agent" description="Run this line on the machine that is to work. It needs Node 20 or newer and to reach this studio; nothing needs to reach it." width={640}>
        {error ? <ErrorNote error={error} /> : join ? <AttachLine join={join} /> : <SkeletonRows rows={4} />}
      </DialogContent>
    </Dialog>
  )
}

function AttachLine({ join }: { join: JoinToken }) {
  const [shell, setShell] = useState<Shell>('curl')
  const [choice, setChoice] = useState({ name: '', tags: '', commands: false })
  const command = attachCommand(shell, { url: window.location.origin, token: join.token, ...choice })
  return (
    <>
      <Segmented aria-label="Where the line is typed" value={shell} onValueChange={setShell} options={shells} />
      <pre tabIndex={0} aria-label="Command" className="mt-2 max-h-48 overflow-y-auto rounded-md border border-line bg-canvas p-3 font-mono text-sm break-all whitespace-pre-wrap">
        {command}
      </pre>
      {isLocal(window.location.origin) && (
        <p className="mt-1 text-sm text-warning">This page was opened at {window.location.host}, which only this machine understands. For another machine, open it at the studio’s name in your network.</p>
      )}
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        <Field label="Name" help="This machine’s own name unless told.">
          <Input maxLength={80} value={choice.name} onChange={(event) => setChoice({ ...choice, name: event.target.value })} />
        </Field>
        <Field label="Tags" help="What steps may ask for, with commas between.">
          <Input maxLength={200} value={choice.tags} onChange={(event) => setChoice({ ...choice, tags: event.target.value })} />
        </Field>
      </div>
      <label className="mt-3 flex items-center gap-2">
        <Checkbox checked={choice.commands} onCheckedChange={(on) => setChoice({ ...choice, commands: on === true })} />
        Let steps run programs of that machine
      </label>
      <JoinWatch join={join} />
      <DialogFooter>
        <CopyButton text={command} label="Copy line" labelled variant="primary" size="md" />
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}

/** Whether somebody has come with the token yet. */
function JoinWatch({ join }: { join: JoinToken }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['compute', 'join', join.id],
    queryFn: ({ signal }) => api.get<JoinState>(`/agents/join-tokens/${join.id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.agent || state.data?.expired ? false : 1_500),
  })
  return (
    <p role="status" className="mt-4 flex min-h-5 items-center gap-2 text-muted">
      {data?.agent ? (
        <>
          <CircleCheck aria-hidden className="size-4 text-succeeded" />
          <span>
            <Link className="text-link hover:underline" href={`/w/${slug}/compute/agents/${data.agent.id}`}>
              {data.agent.name}
            </Link>{' '}
            has joined. The line does not work a second time.
          </span>
        </>
      ) : data?.expired ? (
        'The token in the line has run out. Close this and add an agent again.'
      ) : (
        <>
          <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
          <span title={formatExact(new Date(join.expiresAt))}>Waits for the machine. The line works once, within the hour.</span>
        </>
      )}
    </p>
  )
}
