export { versionFile as GET } from '@/app/mlflow/files'
