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
rem Some write quotes into JAVA_HOME.
if defined JAVA_HOME call :try "%JAVA_HOME:"=%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%LOCALAPPDATA%\Programs\Java" "%LOCALAPPDATA%\mise\installs\java" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps" "%USERPROFILE%\.gradle\jdks") do call :among "%%~R"
rem What Maven was told about in toolchains.xml.
if not defined JDK if exist "%USERPROFILE%\.m2\toolchains.xml" for /f "tokens=2,3 delims=<>" %%H in ('findstr /c:"jdkHome" "%USERPROFILE%\.m2\toolchains.xml"') do call :try "%%~I" & call :try "%%~H"
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
if /i "%~1"=="window" set "IMAGE=window"
if /i "%~1"=="workbench" set "IMAGE=window"
if /i "%~1"=="open" set "IMAGE=window"
set "MAKE="
if "%IMAGE%"=="window" set "MAKE=yes"
if /i "%~1"=="train" set "MAKE=yes"
if not exist "%STATE%" mkdir "%STATE%" 2>nul
set "SHARE="
if exist "%STATE%\%IMAGE%.jsa" set SHARE="-XX:SharedArchiveFile=%STATE%\%IMAGE%.jsa"
if defined MAKE if exist "%STATE%" set SHARE=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%STATE%\%IMAGE%.jsa"
rem What the user gives Java by environment wins.
set "GIVEN=%JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %_JAVA_OPTIONS%"
set "GIVEN=%GIVEN:"=%"
rem Java takes a quarter of the memory unless told otherwise, too little for big networks. A given -Xmx wins by itself.
set "HEAP=-XX:MaxRAMPercentage=70"
echo "%GIVEN%"| findstr /c:"MaxRAMPercentage" >nul && set "HEAP="
rem Java's usual collector stops everything for 10 to 100 ms now and then; ZGC never for 1 ms. A second collector would end the JVM.
set "GC=-XX:+UseZGC -XX:ZCollectionIntervalMinor=5 -XX:ZCollectionIntervalMajor=60 -XX:ZUncommitDelay=10"
rem ZGC fetches its first heap, a 64th of all memory otherwise, before the first class is loaded.
set "FIRST=-Xms16m"
echo "%GIVEN%"| findstr /c:"-Xms" /c:"-XX:Initial" >nul && set "FIRST="
echo "%GIVEN%"| findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "GC=" && set "FIRST="
rem The code of register tiles is called seldom in small layers, and very slow until it is compiled.
set "KERNELS=-XX:CompileCommand=CompileThresholdScaling,dev.thresher.engine.backend.cpu"
set EARLY=-XX:CompileCommand=quiet "%KERNELS%.Tile*::multiply,0.01" "%KERNELS%.SoftmaxLanes::*,0.1" "%KERNELS%.Sigmoid::*,0.1"
"%JDK%\bin\java.exe" -Xlog:cds*=off -Xlog:aot*=off %HEAP% %GC% %FIRST% %EARLY% %SHARE% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Looks for one in the folders of a folder.
:among
if defined JDK exit /b 0
pushd "%~f1" 2>nul || exit /b 0
for /d %%D in (*) do call :try "%%~fD" & call :try "%%~fD\current"
popd
exit /b 0

rem Takes the given folder as JDK if none is found yet and its file 'release' says 25.
:try
if defined JDK exit /b 0
if not exist "%~f1\bin\javac.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~f1\release" >nul 2>nul && set "JDK=%~f1"
exit /b 0

rem Succeeds where the jar is there and nothing it is made from is newer than the last build. Where PowerShell cannot tell, what is there is taken.
:fresh
if not exist "%JAR%" exit /b 1
if not exist "%HOME_DIR%\app\target\lib" exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "$h=$env:HOME_DIR; $of=if (Test-Path -LiteralPath $env:STAMP) { $env:STAMP } else { $env:JAR }; $t=(Get-Item -LiteralPath $of).LastWriteTimeUtc; $p='pom.xml','datasets\pom.xml','engine\pom.xml','app\pom.xml','datasets\src\main','engine\src\main','app\src\main','fxml','styles' | ForEach-Object { Join-Path $h $_ } | Where-Object { Test-Path -LiteralPath $_ }; $n=@(Get-Item -LiteralPath $p) + @(Get-ChildItem -LiteralPath $p -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($n) { exit 3 }"
if "%ERRORLEVEL%"=="3" exit /b 1
exit /b 0

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
>&2 findstr /b /c:"[ERROR]" "%STATE%\build.log"
>&2 echo thresher: the build failed; all it said is in "%STATE%\build.log"
exit /b 2
:done
move /y "%STAMP%.new" "%STAMP%" >nul
:built
rmdir "%STATE%\lock"
exit /b 0
