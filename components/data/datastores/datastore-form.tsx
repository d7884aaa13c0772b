'use client'

import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DatastoreView } from '@/lib/datastores/schema'
import { datastoresKey } from './datastore-queries'

const encryption = [
  { value: 'verify', label: 'Encrypted, certificate checked' },
  { value: 'require', label: 'Encrypted, any certificate' },
  { value: 'off', label: 'Not encrypted' },
]

/** A connection to a database: tried before it is kept. With `datastore`, that one is changed. */
export function DatastoreForm({ datastore, onClose }: { datastore: DatastoreView | null; onClose: () => void }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const client = useQueryClient()
  const [name, setName] = useState(datastore?.name ?? '')
  const [place, setPlace] = useState({ host: datastore?.host ?? '', port: String(datastore?.port ?? 5432), database: datastore?.database ?? '', username: datastore?.username ?? '', tls: datastore?.tls ?? ('verify' as DatastoreView['tls']) })
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [works, setWorks] = useState<string | null>(null)
  const [doubtful, setDoubtful] = useState(false)
  const set = (key: keyof typeof place) => (event: React.ChangeEvent<HTMLInputElement>) => change({ ...place, [key]: event.target.value })
  function change(next: typeof place) {
    setPlace(next)
    forget()
  }
  /** What was tried holds no more. */
  function forget() {
    setWorks(null)
    setDoubtful(false)
  }
  const body = { ...place, port: Number(place.port), ...((password !== '' || !datastore) && { password }) }
  async function attempt(kind: 'test' | 'save', work: () => Promise<void>) {
    setBusy(kind)
    setError(null)
    setWorks(null)
    try {
      await work()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(null)
    }
  }
  async function tryIt() {
    setDoubtful(true)
    const { version } = await api.post<{ version: string }>('/datastores/test', { ...body, ...(datastore && { name: datastore.name }) })
    setDoubtful(false)
    setWorks(version)
  }
  const test = () => attempt('test', tryIt)
  const save = () =>
    attempt('save', async () => {
      // What does not answer is kept at a second press only: the database may be down for now.
      if (!doubtful && works === null) await tryIt()
      if (datastore) await api.patch(`/datastores/${encodeURIComponent(datastore.name)}`, body)
      else await api.post('/datastores', { ...body, name })
      await client.invalidateQueries({ queryKey: datastoresKey(slug) })
      onClose()
    })
  const { fields: errors, other } = formErrors(error, ['name', 'host', 'port', 'database', 'username', 'password'])
  const complete = name.trim() !== '' && place.host.trim() !== '' && place.database.trim() !== '' && place.username.trim() !== '' && /^\d+$/.test(place.port)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={datastore ? `Change ${datastore.name}` : 'Add a PostgreSQL database'}>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          {!datastore && (
            <Field label="Name" help="Steps call it so." error={errors.name}>
              <Input autoFocus value={name} placeholder="Shop" onChange={(event) => setName(event.target.value)} />
            </Field>
          )}
          <div className="grid grid-cols-[1fr_96px] gap-3">
            <Field label="Host" error={errors.host}>
              <Input value={place.host} placeholder="db.example.org" onChange={set('host')} />
            </Field>
            <Field label="Port" error={errors.port}>
              <Input inputMode="numeric" value={place.port} onChange={set('port')} />
            </Field>
          </div>
          <Field label="Database" error={errors.database}>
            <Input value={place.database} onChange={set('database')} />
          </Field>
          <Field label="User" help="One that may only read is enough." error={errors.username}>
            <Input value={place.username} onChange={set('username')} />
          </Field>
          <Field label="Password" help={datastore ? 'Empty: the stored one stays.' : 'Encrypted on the studio’s disk, and never shown again.'} error={errors.password}>
            <Input type="password" autoComplete="new-password" value={password} onChange={(event) => (setPassword(event.target.value), forget())} />
          </Field>
          <Field label="Connection">
            <Select value={place.tls} options={encryption} onValueChange={(tls) => change({ ...place, tls: tls as DatastoreView['tls'] })} />
          </Field>
          {other !== null && <ErrorNote error={other} />}
          {works !== null && (
            <p role="status" className="flex items-center gap-2 text-succeeded">
              <Check aria-hidden className="size-4" /> It works: PostgreSQL {works} answered.
            </p>
          )}
          <DialogFooter>
            <Button busy={busy === 'test'} disabled={!complete || busy !== null} onClick={() => void test()}>
              Test
            </Button>
            <Button type="submit" variant="primary" busy={busy === 'save'} disabled={!complete || busy !== null}>
              {`${datastore ? 'Save' : 'Add'}${doubtful && error !== null ? ' all the same' : datastore ? '' : ' datastore'}`}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
