'use client'

import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { fieldErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'

interface Credential {
  id: string
  name: string
  token: string
}

/** Asks for a name, then shows the command that starts the agent, this once. */
export function AddAgentDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Credential | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {made ? <StartCommand credential={made} /> : <NameForm onMade={setMade} />}
    </Dialog>
  )
}

function NameForm({ onMade }: { onMade: (credential: Credential) => void }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const fields = fieldErrors(error)
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      onMade(await api.post<Credential>('/compute/agents', { name }))
      await client.invalidateQueries({ queryKey: ['compute', slug] })
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <DialogContent title="Add an agent" description="It needs to reach this studio by HTTP; nothing needs to reach it.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={fields.name} help="Such as the machine’s. The name of an agent that exists gives that one a new token.">
          <Input required autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {error !== null && Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        <DialogFooter className="mt-1">
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy}>
            Make token
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  )
}

function StartCommand({ credential }: { credential: Credential }) {
  const command = `npm install && ATELIER_URL=${window.location.origin} ATELIER_AGENT_NAME=${quote(credential.name)} ATELIER_AGENT_TOKEN=${credential.token} npm run agent`
  return (
    <DialogContent title={`Start ${credential.name}`} description="On the agent’s machine, in a clone of Atelier of this version. The token is shown this once." width={600}>
      <pre className="overflow-x-auto rounded-md border border-line bg-canvas p-3 font-mono text-sm whitespace-pre-wrap break-all">{command}</pre>
      <p className="mt-2 text-muted">It appears on this page as soon as it has connected. Steps that need Python wait until it has built the environments.</p>
      <DialogFooter>
        <CopyButton text={command} label="Copy command" labelled variant="primary" size="md" />
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </DialogContent>
  )
}

const quote = (text: string) => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
