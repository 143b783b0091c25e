#!/bin/sh
# Packs what run.sh needs on a machine that has a GPU, its driver, and nothing else: a Java run time made for it, Thresher, the tests of its
# kernels, golden files where they are at hand, and the scripts that time PyTorch there. Needs what the build needs: a JDK 25 and Maven.
# Usage: docs/benchmarks/gpu/bundle.sh [FOLDER]   (docs/benchmarks/gpu/bundle, which git ignores)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=${1:-$here/bundle}
log=$here/bundle.log
junit=6.1.3

step() { # one line for people, the rest into the log
    echo "$1" >&2
    shift
    "$@" >>"$log" 2>&1 || {
        echo "bundle.sh: that failed; all it said is in $log" >&2
        exit 1
    }
}

: >"$log"
rm -rf "$out.part"
mkdir -p "$out.part/lib" "$out.part/house/engine"
cd "$root"
step "Building Thresher …" "$root/thresher" --version
step "Compiling the tests …" mvn -q -pl engine -am test-compile dependency:copy-dependencies -DincludeArtifactIds=assertj-core,byte-buddy \
    "-DoutputDirectory=$out.part/lib"
step "Fetching JUnit's console …" mvn -q -N dependency:copy -DoutputDirectory="$out.part" \
    -Dartifact=org.junit.platform:junit-platform-console-standalone:$junit
step "Making a Java run time …" mvn -q -N validate org.codehaus.mojo:exec-maven-plugin:3.6.4:exec -Dexec.executable=jlink "-Dexec.args=--add-modules \
java.base,java.logging,java.management,java.xml,jdk.management,jdk.unsupported,jdk.incubator.vector --strip-debug --no-header-files --no-man-pages \
--compress zip-9 --output $out.part/runtime"
mv "$out.part/junit-platform-console-standalone-$junit.jar" "$out.part/junit.jar"
cp app/target/thresher.jar "$out.part/"
for jar in app/target/lib/*.jar; do
    case ${jar##*/} in # what only the window and the figures need
        javafx-* | batik-* | xmlgraphics-* | pdfbox* | fontbox-* | openpdf-* | graphics2d-* | jfreechart-* | atlantafx-* | ikonli-* | commons-math3-*) ;;
        *windows*) ;;
        *) cp "$jar" "$out.part/lib/" ;;
    esac
done
cp -r engine/target/test-classes "$out.part/house/engine/tests"
cp docs/benchmarks/*.py docs/benchmarks/gpu/run.sh docs/benchmarks/gpu/evidence.sh "$out.part/"
if [ -d ../shared/golden ]; then # where the tests look for them, seen from house/engine
    mkdir -p "$out.part/shared"
    cp -r ../shared/golden "$out.part/shared/"
fi
rm -rf "$out"
mv "$out.part" "$out"
echo "$out holds $(du -sm "$out" | cut -f1) MiB; take it to the machine with the GPU and start ./run.sh there"
