package dev.thresher.app.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * How alike two pictures are when looked at from afar: colours are averaged over blocks, so that another rasteriser's edges do not count, while a
 * missing label, a shifted curve or a wrong colour does.
 *
 * @param mean mean difference of the blocks' colours, 0 to 255
 * @param worst largest difference of a block
 */
record Likeness(double mean, double worst) {
    private static final int BLOCK = 12;

    static Likeness of(BufferedImage one, BufferedImage other) {
        BufferedImage a = blocks(one, one.getWidth(), one.getHeight());
        BufferedImage b = blocks(other, one.getWidth(), one.getHeight());
        double sum = 0;
        double worst = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                Color p = new Color(a.getRGB(x, y));
                Color q = new Color(b.getRGB(x, y));
                double difference = (Math.abs(p.getRed() - q.getRed()) + Math.abs(p.getGreen() - q.getGreen()) + Math.abs(p.getBlue() - q.getBlue())) / 3.0;
                sum += difference;
                worst = Math.max(worst, difference);
            }
        }
        return new Likeness(sum / (a.getWidth() * a.getHeight()), worst);
    }

    private static BufferedImage blocks(BufferedImage image, int width, int height) {
        BufferedImage same = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = same.createGraphics();
        g.setPaint(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        BufferedImage small = new BufferedImage(Math.ceilDiv(width, BLOCK), Math.ceilDiv(height, BLOCK), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                int[] sums = new int[4];
                for (int i = y * BLOCK; i < Math.min(height, (y + 1) * BLOCK); i++) {
                    for (int j = x * BLOCK; j < Math.min(width, (x + 1) * BLOCK); j++) {
                        Color at = new Color(same.getRGB(j, i));
                        sums[0] += at.getRed();
                        sums[1] += at.getGreen();
                        sums[2] += at.getBlue();
                        sums[3]++;
                    }
                }
                small.setRGB(x, y, new Color(sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3]).getRGB());
            }
        }
        return small;
    }
}
