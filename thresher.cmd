@echo off
rem Starts Thresher; builds it first where something changed. Needs a JDK 25, and Maven for the building.
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\app\target\thresher.jar"
set "STATE=%HOME_DIR%\.launcher"
set "STAMP=%STATE%\built"

rem --- A JDK 25 ----------------------------------------------------------------------------------------------------
set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%LOCALAPPDATA%\Programs\Java" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps" "%USERPROFILE%\.gradle\jdks") do for /d %%D in ("%%~R\*") do call :try "%%~fD"
if defined JDK goto found
>&2 echo thresher: Thresher needs a JDK 25 and found none; install Temurin 25 (https://adoptium.net) or point JAVA_HOME at one
exit /b 2
:found

rem --- The build ---------------------------------------------------------------------------------------------------
call :fresh
if errorlevel 1 call :build
if errorlevel 1 exit /b 2

rem --- The start ---------------------------------------------------------------------------------------------------
rem The JVM keeps an image of the classes that the first start of each kind has loaded; later starts are faster by it.
set "IMAGE=train"
if "%~1"=="" set "IMAGE=window"
if /i "%~1"=="workbench" set "IMAGE=window"
if /i "%~1"=="open" set "IMAGE=window"
set "MAKE="
if "%IMAGE%"=="window" set "MAKE=-XX:+AutoCreateSharedArchive"
if /i "%~1"=="train" set "MAKE=-XX:+AutoCreateSharedArchive"
rem Java takes a quarter of the memory unless told otherwise, too little for big networks. A given -Xmx wins by itself.
set "HEAP=-XX:MaxRAMPercentage=70"
for %%V in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS) do set %%V 2>nul | findstr /c:"MaxRAMPercentage" >nul && set "HEAP="
rem Java's usual collector stops everything for 10 to 100 ms now and then; ZGC never for 1 ms. A collector of one's own choice wins.
set "GC=-XX:+UseZGC -XX:ZCollectionIntervalMinor=5 -XX:ZUncommitDelay=10"
rem ZGC fetches its first heap, a 64th of all memory otherwise, before the first class is loaded.
set "FIRST=-Xms16m"
for %%V in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS) do set %%V 2>nul | findstr /c:"-Xms" /c:"-XX:Initial" >nul && set "FIRST="
set "GC=%GC% %FIRST%"
for %%V in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS) do set %%V 2>nul | findstr /r /c:"-XX:+Use[A-Za-z]*GC" >nul && set "GC="
"%JDK%\bin\java.exe" -Xlog:cds*=off -Xlog:aot*=off %HEAP% %GC% %MAKE% "-XX:SharedArchiveFile=%STATE%\%IMAGE%.jsa" -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Takes the given folder as JDK if none is found yet and its file 'release' says 25.
:try
if defined JDK exit /b 0
if not exist "%~f1\bin\javac.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~f1\release" >nul 2>nul && set "JDK=%~f1"
exit /b 0

rem Succeeds where the jar is there and nothing it is made from is newer than the last build.
:fresh
if not exist "%JAR%" exit /b 1
if not exist "%STAMP%" exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "$h=$env:HOME_DIR; $t=(Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $p='pom.xml','datasets\pom.xml','engine\pom.xml','app\pom.xml','datasets\src\main','engine\src\main','app\src\main','fxml','styles' | ForEach-Object { Join-Path $h $_ } | Where-Object { Test-Path -LiteralPath $_ }; $n=@(Get-Item -LiteralPath $p) + @(Get-ChildItem -LiteralPath $p -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%

rem Builds, one start at a time: making a folder either succeeds or shows that another start has made it.
:build
if not exist "%STATE%" mkdir "%STATE%" 2>nul
if exist "%STATE%" goto writable
>&2 echo thresher: "%HOME_DIR%" cannot be written, and Thresher is not built yet; copy it to a folder of yours
exit /b 2
:writable
set "TOLD="
:wait
mkdir "%STATE%\lock" 2>nul && goto locked
if not defined TOLD >&2 echo Another start is building Thresher: waiting for it. If there is none, delete "%STATE%\lock".
set "TOLD=yes"
ping -n 2 127.0.0.1 >nul
goto wait
:locked
call :fresh
if not errorlevel 1 goto built
del "%STATE%\*.jsa" 2>nul
where mvn >nul 2>nul && goto maven
rmdir "%STATE%\lock"
>&2 echo thresher: Maven is missing, which builds Thresher on its first start; get it from https://maven.apache.org
exit /b 2
:maven
>&2 echo Building Thresher: the first start takes a minute ...
type nul > "%STAMP%.new"
pushd "%HOME_DIR%"
set "OLD_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvn -q -Dmaven.test.skip=true package > "%STATE%\build.log" 2>&1 < nul
set "RESULT=%ERRORLEVEL%"
set "JAVA_HOME=%OLD_JAVA_HOME%"
popd
if "%RESULT%"=="0" goto done
rmdir "%STATE%\lock"
findstr /b /c:"[ERROR]" "%STATE%\build.log" >&2
>&2 echo thresher: the build failed; all it said is in "%STATE%\build.log"
exit /b 2
:done
move /y "%STAMP%.new" "%STAMP%" >nul
:built
rmdir "%STATE%\lock"
exit /b 0
