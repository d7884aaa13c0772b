'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { useWorkspace } from '@/components/ui/workspace-context'
import { modelKeys } from './queries'

export interface DeleteButtonProps {
  /** "the model “birds”" */
  what: string
  /** The verb: "Delete model". */
  label: string
  explain: string
  remove: () => Promise<void>
  /** Where to go when it is gone. */
  then: string
}

/** Asks, deletes, and leaves the page. What the studio refuses stands in the dialog. */
export function DeleteButton({ what, label, explain, remove, then }: DeleteButtonProps) {
  const router = useRouter()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const confirm = async () => {
    await remove()
    router.push(then)
    await client.invalidateQueries({ queryKey: modelKeys.all(slug), refetchType: 'none' })
  }
  return (
    <>
      <Button icon={Trash2} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Confirm open={asking} onOpenChange={setAsking} title={`Delete ${what}?`} action={label} onConfirm={confirm}>
        {explain} This cannot be undone.
      </Confirm>
    </>
  )
}
