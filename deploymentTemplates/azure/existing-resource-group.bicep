// NewsBot in a resource group that is there: App Service on Linux, an Azure Bot with the Teams channel, PostgreSQL in a network of its
// own, Key Vault for the secrets, Log Analytics for the logs. One user-assigned identity is the bot and reads the secrets.
targetScope = 'resourceGroup'

@description('Begins every resource\'s name; small letters, digits and dashes.')
@minLength(3)
@maxLength(16)
param name string

@description('Where everything but the bot\'s registration lies.')
param location string = resourceGroup().location

@description('How the bot is called in Teams.')
@maxLength(42)
param displayName string = 'NewsBot'

@description('F0 costs nothing and allows 10,000 messages a month outside of Teams; Teams messages are free in both.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('Size of the App Service plan. B1 is enough for one newsroom; P0v3 allows several instances in zones.')
param planSku string = 'B1'

@description('How many instances serve the newsroom; each post is made once, whichever of them makes it.')
@minValue(1)
@maxValue(10)
param instances int = 1

@description('Size of the database server.')
param databaseSku object = {
  name: 'Standard_B1ms'
  tier: 'Burstable'
}

@description('The database\'s administrator.')
@minLength(3)
param databaseUser string

@description('The administrator\'s password; it is kept in Key Vault.')
@secure()
@minLength(16)
param databasePassword string

@description('Opens the operators\' page from outside; at least 16 characters. Empty: the page answers nobody outside.')
@secure()
param operatorToken string = ''

@description('A page or address where site owners reach you; it stands in the User-Agent.')
param webContact string = ''

@description('Path of the file of sources on the app\'s disk, such as /home/newsbot/sources.json. Empty: the sample newsroom runs.')
param sourcesFile string = ''

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

var suffix = uniqueString(resourceGroup().id, name)
var appName = '${name}-${suffix}'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-net'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.20.0.0/24']
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.20.0.0/26'
          delegations: [
            {
              name: 'app'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.0.64/28'
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource database 'subnets' existing = {
    name: 'database'
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'newsbot'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-db-${suffix}'
  location: location
  sku: databaseSku
  properties: {
    version: '16'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: network::database.id
      privateDnsZoneArmResourceId: zone.id
    }
    highAvailability: {
      mode: 'Disabled'
    }
  }
  dependsOn: [
    zone::link
  ]

  resource newsroom 'databases' = {
    name: 'newsbot'
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }

  resource connection 'secrets' = {
    name: 'ConnectionStrings--NewsBot'
    properties: {
      value: 'Host=${database.properties.fullyQualifiedDomainName};Database=newsbot;Username=${databaseUser};Password="${replace(databasePassword, '"', '""')}";SSL Mode=Require'
    }
  }

  resource operator 'secrets' = if (!empty(operatorToken)) {
    name: 'Operate--Token'
    properties: {
      value: !empty(operatorToken) && length(operatorToken) < 16 ? fail('operatorToken is too short to be safe: give it at least 16 characters, or none.') : operatorToken
    }
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instances
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: network::app.id
    vnetRouteAllEnabled: true
    siteConfig: {
      linuxFxVersion: 'DOTNETCORE|10.0'
      appCommandLine: './NewsBot'
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      http20Enabled: true
      healthCheckPath: '/health/ready'
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        WEBSITE_RUN_FROM_PACKAGE: '1'
        urls: 'http://0.0.0.0:8080'
        WEBSITES_PORT: '8080'
        data: '/home/newsbot'
        PublicAddress: 'https://${app.properties.defaultHostName}'
        // The platform's front ends, which alone reach the app, come from its own networks.
        Proxies: '10.0.0.0/8,169.254.0.0/16,172.16.0.0/12'
        MicrosoftAppType: 'UserAssignedMSI'
        MicrosoftAppId: identity.properties.clientId
        MicrosoftAppTenantId: tenant().tenantId
        WebChat: 'off'
        ConnectionStrings__NewsBot: '@Microsoft.KeyVault(SecretUri=${vault::connection.properties.secretUri})'
      },
      empty(operatorToken) ? {} : { Operate__Token: '@Microsoft.KeyVault(SecretUri=${vault::operator!.properties.secretUri})' },
      empty(webContact) ? {} : { Web__Contact: webContact },
      empty(sourcesFile) ? {} : { sources: sourcesFile }
    )
    dependsOn: [
      readsSecrets
      database::newsroom
    ]
  }
}

resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'newsbot'
  scope: app
  properties: {
    workspaceId: logs.id
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServiceHTTPLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: appName
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: botSku
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${app.properties.defaultHostName}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
    schemaTransformationVersion: '1.3'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        isEnabled: true
        acceptedTerms: true
      }
    }
  }
}

@description('The bot\'s app id: the Teams app\'s manifest wants it.')
output botId string = identity.properties.clientId

@description('Name of the app, for az webapp deploy.')
output app string = app.name

@description('Where the newsroom answers.')
output address string = 'https://${app.properties.defaultHostName}'
