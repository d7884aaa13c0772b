'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { formErrors, unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import { SettingsSection } from './settings-section'

type Rename = (workspace: string, input: { name: string }) => Parameters<typeof unwrap<{ name: string }>>[0]

/** The workspace's name; without `rename` only shown. */
export function WorkspaceSettings({ rename }: { rename?: Rename }) {
  const { slug, name, role } = useWorkspace()
  const router = useRouter()
  const [draft, setDraft] = useState(name)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    if (!rename) return
    setBusy(true)
    setError(null)
    try {
      setDraft((await unwrap(rename(slug, { name: draft }))).name)
      router.refresh()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const { fields, other } = formErrors(error, ['name', 'input'])
  return (
    <SettingsSection title="Workspace" description="Its address stays the same when it is renamed, so links keep working.">
      {rename ? (
        <form onSubmit={submit} className="flex items-end gap-2">
          <Field label="Name" error={fields.name ?? fields.input} className="max-w-80 flex-1">
            <Input required maxLength={80} value={draft} onChange={(event) => setDraft(event.target.value)} />
          </Field>
          <Button type="submit" busy={busy} disabled={draft.trim() === name || !draft.trim()}>
            Rename
          </Button>
        </form>
      ) : (
        <Facts items={[{ label: 'Name', value: name }]} />
      )}
      {other !== null && <ErrorNote error={other} />}
      <Facts items={[{ label: 'Address', value: <code>/w/{slug}</code> }, { label: 'Your role', value: <span className="capitalize">{role}</span> }]} />
    </SettingsSection>
  )
}
