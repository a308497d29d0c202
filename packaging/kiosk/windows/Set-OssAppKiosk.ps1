<#
.SYNOPSIS
    Makes an account of this PC a station that shows OSS App alone, or takes that away.
.DESCRIPTION
    Run as SYSTEM, because Windows lets nobody else write these settings; for instance with Microsoft's PsExec:
        psexec -i -s powershell.exe -ExecutionPolicy Bypass -File Set-OssAppKiosk.ps1 -Account werkplek
    Install OSS App for all users first. Restart the PC afterwards.
.PARAMETER Account
    A local account that exists and is no administrator.
.PARAMETER Way
    ShellLauncher: OSS App in the place of the desktop (Windows Enterprise, Education, IoT Enterprise).
    AssignedAccess: a restricted desktop with OSS App alone (also Windows Pro).
.PARAMETER Remove
    Take the settings away again.
#>
[CmdletBinding()]
param(
    [string] $Account,
    [ValidateSet('ShellLauncher', 'AssignedAccess')] [string] $Way = 'ShellLauncher',
    [switch] $Remove
)
$ErrorActionPreference = 'Stop'

if (-not [Security.Principal.WindowsIdentity]::GetCurrent().IsSystem) {
    throw 'Run this as SYSTEM: see Get-Help .\Set-OssAppKiosk.ps1'
}
$settings = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
$property = @{ ShellLauncher = 'ShellLauncher'; AssignedAccess = 'Configuration' }[$Way]

if ($Remove) {
    $settings.$property = $null
    Set-CimInstance -CimInstance $settings
    Write-Output "$Way is off. Restart the PC."
    return
}

if (-not $Account) { throw 'Which account? -Account NAME' }
$user = Get-LocalUser -Name $Account
$administrators = Get-LocalGroupMember -SID 'S-1-5-32-544'
if ($administrators.SID -contains $user.SID) { throw "$Account is an administrator. Choose an ordinary account." }

$program = Join-Path $env:ProgramFiles 'OSS App\pythonw.exe'
if (-not (Test-Path $program)) { throw "OSS App is not at $program. Install it for all users first." }
if ($Way -eq 'ShellLauncher') {
    Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart | Out-Null
}

$xml = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot "$Way.xml")
$xml = $xml.Replace('@ACCOUNT@', [Security.SecurityElement]::Escape($Account))
$null = [xml] $xml
$settings.$property = [Net.WebUtility]::HtmlEncode($xml)
Set-CimInstance -CimInstance $settings
Write-Output "$Way is on for $Account. Restart the PC."
