/** What it is at the left, its controls at the right; one below the other on a narrow screen. */
export function SettingsSection({ title, description, children }: { title: string; description: React.ReactNode; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-[260px_minmax(0,1fr)] gap-x-8 gap-y-3 py-6 first:pt-2 max-md:grid-cols-1">
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="mt-1 text-muted">{description}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
    </section>
  )
}
