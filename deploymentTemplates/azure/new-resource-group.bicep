// NewsBot in a resource group of its own, which is made first.
targetScope = 'subscription'

@description('The group to make.')
param group string

@description('Where the group and everything in it lies.')
param location string

@description('Begins every resource\'s name; small letters, digits and dashes.')
@minLength(3)
@maxLength(16)
param name string

@description('How the bot is called in Teams.')
param displayName string = 'NewsBot'

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

resource made 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: group
  location: location
}

module newsroom 'existing-resource-group.bicep' = {
  name: 'newsbot'
  scope: made
  params: {
    name: name
    location: location
    displayName: displayName
    databaseUser: databaseUser
    databasePassword: databasePassword
    operatorToken: operatorToken
    webContact: webContact
    sourcesFile: sourcesFile
  }
}

@description('The bot\'s app id: the Teams app\'s manifest wants it.')
output botId string = newsroom.outputs.botId

@description('Name of the app, for az webapp deploy.')
output app string = newsroom.outputs.app

@description('Where the newsroom answers.')
output address string = newsroom.outputs.address
