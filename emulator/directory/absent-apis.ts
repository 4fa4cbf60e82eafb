// Microsoft APIs that no tokens are issued for here: rejected by name, because they do exist.

const absent: Record<string, string[]> = {
  'Azure AD Graph': ['00000002-0000-0000-c000-000000000000', 'graph.windows.net'],
  'Azure App Configuration': ['azconfig.io'],
  'Azure AI services': ['cognitiveservices.azure.com', 'ai.azure.com', 'ml.azure.com'],
  'Azure Batch': ['batch.core.windows.net'],
  'Azure Communication Services': ['communication.azure.com'],
  'Azure Data Explorer': [
    'kusto.windows.net',
    'api.kusto.windows.net',
    '2746ea77-4702-4b45-80ca-3c97e680e8b7',
  ],
  'Azure Database for MySQL and PostgreSQL': ['ossrdbms-aad.database.windows.net'],
  'Azure Databricks': ['2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'],
  'Azure Digital Twins': ['digitaltwins.azure.net'],
  'Azure Event Grid and Event Hubs': ['eventgrid.azure.net', 'eventhubs.azure.net'],
  'Azure IoT Hub': ['iothubs.azure.net'],
  'Azure Maps': ['atlas.microsoft.com'],
  'Azure Monitor': ['monitor.azure.com', 'api.loganalytics.io', 'api.loganalytics.azure.com'],
  'Azure Purview': ['purview.azure.net'],
  'Azure Cache for Redis': ['redis.azure.com'],
  'Azure AI Search': ['search.azure.com'],
  'Azure Service Bus': ['servicebus.azure.net'],
  'Azure SignalR Service': ['signalr.azure.com'],
  'Azure Synapse Analytics': ['dev.azuresynapse.net'],
  'Microsoft Defender': ['api.securitycenter.microsoft.com', 'api.security.microsoft.com'],
  'Microsoft Fabric': ['api.fabric.microsoft.com'],
  'Microsoft Intune': ['api.manage.microsoft.com'],
  'Microsoft Teams': ['api.spaces.skype.com'],
  OneNote: ['onenote.com'],
  'Power Automate': ['service.flow.microsoft.com'],
  'Power Platform': ['api.powerplatform.com', '8578e004-a5c6-46e7-913e-12f58912df43'],
  'Viva Engage': ['api.yammer.com'],
}

const hostOf = (called: string) => (URL.canParse(called) ? new URL(called).hostname : called.toLowerCase())

/** Microsoft's name for the API with this URL or client ID; null = unknown. */
export function absentApiCalled(called: string): string | null {
  const wanted = hostOf(called)
  const named = Object.entries(absent).find(([, names]) =>
    names.some((name) => wanted === name || wanted.endsWith(`.${name}`)),
  )
  return named?.[0] ?? null
}

export const absentApis = Object.keys(absent)
