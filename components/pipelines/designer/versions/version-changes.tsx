'use client'

import { useMemo, useState } from 'react'
import { History } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { diff } from '@/lib/graph/diff'
import type { PipelineVersion } from '@/lib/pipelines/schema'
import { restoreVersion } from '../../actions/restore-version'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { useCommands } from '../hooks/use-commands'
import { ChangeList } from './change-list'
import { useVersion } from './use-versions'

/** What is different in the draft, or in another version, since this one; and the way back to it. */
export function VersionChanges({ version, versions }: { version: number; versions: readonly PipelineVersion[] }) {
  const { draft, canEdit, panel, hint } = useDesigner()
  const commands = useCommands()
  const [other, setOther] = useState('draft')
  const from = useVersion(version)
  const to = useVersion(other === 'draft' ? null : Number(other))
  const now = useStore(draft.graph)
  const target = other === 'draft' ? now : to.data?.graph
  const changes = useMemo(() => (from.data && target ? diff(from.data.graph, target) : undefined), [from.data, target])
  const error = from.error ?? to.error
  const restore = () => {
    if (!from.data) return
    restoreVersion(draft, version, from.data.graph)
    panel.set(null)
    // What came back may stand elsewhere than one looks, and is drawn first.
    requestAnimationFrame(() => requestAnimationFrame(commands.fit))
    hint.set(`The draft is version ${version} again. Undo brings back what was here.`)
  }
  return (
    <section aria-label={`Version ${version}`} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-muted">Changed since version {version} in</span>
        <Select
          size="sm"
          aria-label="Compare with"
          className="w-36"
          value={other}
          onValueChange={setOther}
          options={[{ value: 'draft', label: 'the draft' }, ...versions.filter((each) => each.version !== version).map((each) => ({ value: String(each.version), label: `version ${each.version}` }))]}
        />
      </div>
      {error ? <ErrorNote error={error} /> : changes ? <ChangeList changes={changes} /> : <SkeletonRows rows={3} />}
      {canEdit && from.data && (
        <Button size="sm" icon={History} className="self-start" onClick={restore}>
          Restore version {version} into the draft
        </Button>
      )}
    </section>
  )
}
