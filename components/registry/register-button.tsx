'use client'

import { lazy, Suspense, useState } from 'react'
import { Box } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useCan } from '@/components/ui/workspace-context'

const RegisterDialog = lazy(() => import('./register-dialog'))

/** For people who may; it asks for the name. */
export function RegisterButton({ modelId, suggested, size }: { modelId: string; suggested: string; size?: 'sm' }) {
  const canWrite = useCan('models.write')
  const [open, setOpen] = useState(false)
  if (!canWrite) return null
  return (
    <>
      <Button size={size} icon={Box} onClick={() => setOpen(true)}>
        Register model
      </Button>
      {open && (
        <Suspense>
          <RegisterDialog modelId={modelId} suggested={suggested} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
