export { runFile as GET } from '@/app/mlflow/files'
