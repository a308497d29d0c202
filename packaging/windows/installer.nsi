; The installer for Windows. packaging/build.py windows gives VERSION, TREE (the folder to install), ROOT (the project)
; and OUTPUT; QUICK packs loosely, for tests.
;   /S          no questions      /ALLUSERS   for all users (as administrator)      /D=FOLDER   elsewhere; comes last
; Exit codes: 0 fine, 1 cancelled, 2 something is in the way: a newer version, or the program is running.
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel highest
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include LogicLib.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define NAME "OSS App"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\OSSApp"
!define TYPE "OSSApp.Task"
!define APP_ID "OSSApp.OSSApp"   ; as the program names itself to the taskbar (oss_app/app/application.py)

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
Var Everyone   ; 1: for all users
Var Radio

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} setup"
VIAddVersionKey CompanyName "OSS App contributors"
VIAddVersionKey LegalCopyright "EUPL-1.2"

!define MUI_ICON "${ROOT}\assets\app\oss-app.ico"
!define MUI_UNICON "${ROOT}\assets\app\oss-app.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ROOT}\packaging\windows\installer.bmp"
!define MUI_LICENSEPAGE_CHECKBOX
!define MUI_LICENSEPAGE_CHECKBOX_TEXT "$(I_READ_IT)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(READ_IT)"
!define MUI_PAGE_HEADER_TEXT "$(INTENDED)"
!define MUI_PAGE_HEADER_SUBTEXT ""
!define MUI_LICENSEPAGE_TEXT_TOP " "
!insertmacro MUI_PAGE_LICENSE "$(INTENDED_FILE)"
Page custom ForWhom ForWhomLeft
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m oss_app"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Dutch"

LicenseLangString INTENDED_FILE ${LANG_ENGLISH} "${ROOT}\packaging\windows\intended-use.en.txt"
LicenseLangString INTENDED_FILE ${LANG_DUTCH} "${ROOT}\packaging\windows\intended-use.nl.txt"
LangString INTENDED ${LANG_ENGLISH} "Intended use"
LangString INTENDED ${LANG_DUTCH} "Bedoeld gebruik"
LangString READ_IT ${LANG_ENGLISH} "This says what the program is for. Read it before you install it."
LangString READ_IT ${LANG_DUTCH} "Hier staat waar het programma voor is. Lees het voordat u het installeert."
LangString I_READ_IT ${LANG_ENGLISH} "I have read this"
LangString I_READ_IT ${LANG_DUTCH} "Ik heb dit gelezen"
LangString FOR_WHOM ${LANG_ENGLISH} "For whom?"
LangString FOR_WHOM ${LANG_DUTCH} "Voor wie?"
LangString FOR_ME ${LANG_ENGLISH} "For me alone"
LangString FOR_ME ${LANG_DUTCH} "Alleen voor mij"
LangString FOR_ALL ${LANG_ENGLISH} "For everyone on this PC (administrator)"
LangString FOR_ALL ${LANG_DUTCH} "Voor iedereen op deze pc (beheerder)"
LangString NEWER ${LANG_ENGLISH} "OSS App $1 is on this PC. That is newer than ${VERSION}, which may not be able to read its journal. To go back all the same: copy the data, remove OSS App, and install ${VERSION} then."
LangString NEWER ${LANG_DUTCH} "Op deze pc staat OSS App $1. Die is nieuwer dan ${VERSION}. Deze oudere versie kan het dagboek misschien niet lezen. Wilt u toch terug: kopieer de gegevens, verwijder OSS App, en installeer dan ${VERSION}."
LangString RUNNING ${LANG_ENGLISH} "OSS App is running. Close it and start this again."
LangString RUNNING ${LANG_DUTCH} "OSS App draait nog. Sluit het programma en start dit opnieuw."
LangString ADMIN ${LANG_ENGLISH} "Only an administrator can install for everyone."
LangString ADMIN ${LANG_DUTCH} "Alleen een beheerder kan voor iedereen installeren."
LangString OLD_WINDOWS ${LANG_ENGLISH} "OSS App needs a 64-bit Windows 10 or newer."
LangString OLD_WINDOWS ${LANG_DUTCH} "OSS App vraagt een 64-bits Windows 10 of nieuwer."

!macro Settle un
  Function ${un}Settle   ; where things go, by $Everyone
    ${If} $Everyone = 1
      SetShellVarContext all
    ${Else}
      SetShellVarContext current
    ${EndIf}
  FunctionEnd
  Function ${un}Stop   ; $0: the sentence; nothing is done, and the exit code says so
    MessageBox MB_OK|MB_ICONEXCLAMATION "$0" /SD IDOK
    FileOpen $2 "$TEMP\oss-app-setup.log" w
    FileWriteUTF16LE /BOM $2 "$0"
    FileClose $2
    SetErrorLevel 2
    Quit
  FunctionEnd
  Function ${un}StopIfRunning
    ${If} ${FileExists} "$INSTDIR\pythonw.exe"
      ClearErrors
      FileOpen $2 "$INSTDIR\pythonw.exe" a   ; Windows lets nobody write to a program that runs
      ${If} ${Errors}
        StrCpy $0 "$(RUNNING)"
        Call ${un}Stop
      ${EndIf}
      FileClose $2
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro Settle ""
!insertmacro Settle "un."

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    StrCpy $0 "$(OLD_WINDOWS)"
    Call Stop
  ${EndIf}
  StrCpy $Everyone 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Everyone 1
  ${EndIf}
  ReadRegStr $1 HKLM "${KEY}" "DisplayVersion"   ; an upgrade goes where the program is
  ${If} $1 != ""
    StrCpy $Everyone 1
  ${EndIf}
  Call Choose
  ${If} ${Silent}
    Call RefuseWhatIsInTheWay
  ${EndIf}
FunctionEnd

Function Choose   ; the folder, unless the command line said one
  Call Settle
  ReadRegStr $1 SHCTX "${KEY}" "InstallLocation"
  ${GetParameters} $0
  ${If} $INSTDIR == ""
  ${OrIf} $INSTDIR == "$LOCALAPPDATA\Programs\${NAME}"
  ${OrIf} $INSTDIR == "$PROGRAMFILES64\${NAME}"
    ${If} $1 != ""
      StrCpy $INSTDIR $1
    ${ElseIf} $Everyone = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseWhatIsInTheWay
  ${If} $Everyone = 1
    UserInfo::GetAccountType
    Pop $2
    ${If} $2 != "Admin"
      StrCpy $0 "$(ADMIN)"
      Call Stop
    ${EndIf}
  ${EndIf}
  ReadRegStr $1 SHCTX "${KEY}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 = 1
      StrCpy $0 "$(NEWER)"
      Call Stop
    ${EndIf}
  ${EndIf}
  Call StopIfRunning
FunctionEnd

Function ForWhom
  !insertmacro MUI_HEADER_TEXT "$(FOR_WHOM)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 20u 100% 12u "$(FOR_ME)"
  Pop $0
  ${NSD_CreateRadioButton} 0 40u 100% 12u "$(FOR_ALL)"
  Pop $Radio
  ${If} $Everyone = 1
    ${NSD_Check} $Radio
  ${Else}
    ${NSD_Check} $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ForWhomLeft
  ${NSD_GetState} $Radio $Everyone
  Call Choose
  Call RefuseWhatIsInTheWay
FunctionEnd

Function NameForTheTaskbar   ; $0: a shortcut; pinned, it is then the program's and not Python's. Else it stays as it is
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r1 ""
  ${If} $1 P<> 0
    ${IUnknown::QueryInterface} $1 '("${IID_IPersistFile}",.r2)'
    ${If} $2 P<> 0
      ${IPersistFile::Load} $2 '("$0",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $1 '("${IID_IPropertyStore}",.r3)'
      ${If} $3 P<> 0
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*(&w64 "${APP_ID}")p.r5'
        System::Call '*(&i2 ${VT_LPWSTR},&i6 0,p r5,p 0)p.r6'
        ${IPropertyStore::SetValue} $3 '($4,$6).r7'
        ${If} $7 = 0
          ${IPropertyStore::Commit} $3 ""
          ${IPersistFile::Save} $2 '("$0",1)'
        ${EndIf}
        System::Free $4
        System::Free $6
        System::Free $5
        ${IUnknown::Release} $3 ""
      ${EndIf}
      ${IUnknown::Release} $2 ""
    ${EndIf}
    ${IUnknown::Release} $1 ""
  ${EndIf}
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\Lib"      ; an upgrade leaves no old library behind
  RMDir /r "$INSTDIR\kiosk"
  File /r "${TREE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ; Read once here, so that every start is quick, also where the user may not write.
  nsExec::Exec '"$INSTDIR\python.exe" -m compileall -q "$INSTDIR\Lib"'
  Pop $0

  CreateDirectory "$SMPROGRAMS\${NAME}"
  SetOutPath "$DOCUMENTS"   ; where the program begins: what it offers to save belongs there, not beside its files
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\pythonw.exe" "-m oss_app" "$INSTDIR\oss-app.ico"
  StrCpy $0 "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Call NameForTheTaskbar

  WriteRegStr SHCTX "Software\Classes\.osstask" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\.osstask" "Content Type" "application/vnd.oss-app.task+zip"
  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "OSS App task"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\oss-app.ico"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\pythonw.exe" -m oss_app edit "%1"'

  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\oss-app.ico"
  WriteRegStr SHCTX "${KEY}" "Publisher" "OSS App contributors"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  ${RefreshShellIcons}
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Everyone 0
  ReadRegStr $1 HKLM "${KEY}" "InstallLocation"
  ${If} $1 == $INSTDIR
    StrCpy $Everyone 1
  ${EndIf}
  Call un.Settle
  Call un.StopIfRunning
FunctionEnd

Section Uninstall
  ; What was installed, and nothing else: the station's data is in another folder and stays.
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\kiosk"
  !include "${TREE}\..\uninstall-files.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  ReadRegStr $0 SHCTX "Software\Classes\.osstask" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey SHCTX "Software\Classes\.osstask"
  ${EndIf}
  DeleteRegKey SHCTX "${KEY}"
  ${RefreshShellIcons}
SectionEnd
