'use client'

import { useState } from 'react'
import { Eye, EyeOff } from 'lucide-react'
import { Input } from '@/components/ui/input'

/** A password with a button that shows it. */
export function PasswordInput(props: Omit<React.ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} className="pr-9" />
      <button type="button" onClick={() => setShown(!shown)} aria-pressed={shown} aria-label="Show the password" className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-muted hover:text-fg">
        <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      </button>
    </div>
  )
}
