import { Logo } from '@/components/shell/logo'

/** The quiet frame of sign-in, set-up and invitations: one column, nothing beside it. */
export function AccountPage({ title, description, children }: { title: string; description?: React.ReactNode; children?: React.ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[14vh] pb-10 max-sm:pt-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center gap-2 font-semibold">
          <Logo className="size-6" />
          Atelier
        </div>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {description && <p className="mt-1.5 text-muted">{description}</p>}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  )
}
